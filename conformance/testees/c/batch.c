#include "batch.h"

#include <stdio.h>
#include <stdlib.h>

#include "json.h"
#include "memory.h"
#include "setup.h"

static bool read_u32(uint32_t *number) {
  uint8_t bytes[4];
  if (fread(bytes, 1, sizeof bytes, stdin) != sizeof bytes) return false;
  *number = migspec_get_u32_be(bytes);
  return true;
}

static void write_u32(uint32_t number) {
  const uint8_t bytes[4] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number};
  fwrite(bytes, 1, sizeof bytes, stdout);
}

static bool one(const setup *setup, migspec_arena *arena) {
  const migspec_layout *layout = setup->table->layout;
  uint32_t version;
  uint32_t size;
  if (!read_u32(&version) || !read_u32(&size)) return false;
  /* Blocks of exactly their size: a byte too far is seen. */
  uint8_t *bytes = malloc(size == 0 ? 1 : size);
  void *state = malloc(layout->state_size);
  if (bytes == NULL || state == NULL || fread(bytes, 1, size, stdin) != size) return false;
  arena->used = 0;
  const migspec_status decoded = layout->decode(setup->config, setup->around, version, bytes, size, arena, state, NULL);
  write_u32((uint32_t)decoded.code);
  if (decoded.code != MIGSPEC_OK) {
    write_u32(0);
    write_u32(0);
  } else {
    size_t length = 0;
    size_t again = 0;
    migspec_status encoded = layout->encode(setup->config, setup->around, state, NULL, 0, &length);
    uint8_t *out = malloc(length == 0 ? 1 : length);
    if (out == NULL) return false;
    if (encoded.code == MIGSPEC_OK) {
      encoded = layout->encode(setup->config, setup->around, state, out, length, &again);
      if (again != length) abort();
    }
    write_u32((uint32_t)encoded.code);
    write_u32(encoded.code == MIGSPEC_OK ? (uint32_t)length : 0);
    if (encoded.code == MIGSPEC_OK) fwrite(out, 1, length, stdout);
    free(out);
  }
  free(state);
  free(bytes);
  return true;
}

int batch(void) {
  migspec_arena arena = {malloc(ARENA), ARENA, 0};
  uint32_t length;
  if (arena.memory == NULL) return 2;
  while (read_u32(&length)) {
    uint32_t count;
    char *text = memory_take(length);
    if (fread(text, 1, length, stdin) != length) return 2;
    const json *request = json_parse(text, length);
    setup setup;
    if (request == NULL || !setup_find(request, &setup) || !setup_read(request, &setup) || !read_u32(&count)) return 2;
    for (uint32_t i = 0; i < count; i++) {
      if (!one(&setup, &arena)) return 2;
    }
    if (fflush(stdout) != 0) return 2;
    memory_reset();
  }
  free(arena.memory);
  return 0;
}
