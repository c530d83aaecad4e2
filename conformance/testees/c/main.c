/* The C codecs as a testee: docs/reference/testee.md says what comes in and what goes out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "json.h"
#include "memory.h"
#include "migspec/index.h"
#include "setup.h"
#include "values.h"

#define LONGEST (16u * 1024u * 1024u)

static void put_error(json_out *out, migspec_code code) {
  json_put(out, "{\"ok\":false,\"error\":\"");
  json_put(out, migspec_code_name(code));
  json_put(out, "\"}");
}

static void hello(json_out *out) {
  json_put(out, "{\"protocol\":1,\"name\":\"C\",\"codecs\":[");
  for (size_t i = 0; i < MIGSPEC_CODEC_COUNT; i++) {
    const migspec_codec *codec = &migspec_codecs[i];
    char name[1024];
    const int length = snprintf(name, sizeof name, "%s|%s|%s", codec->model, codec->build, codec->section);
    if (i > 0) json_put(out, ",");
    json_put_string(out, name, length < 0 ? 0 : (size_t)length);
  }
  json_put(out, "]}");
}

static void decode(const setup *setup, const json *request, json_out *out) {
  static migspec_arena arena;
  const table_layout *table = setup->table;
  const migspec_layout *layout = table->layout;
  const json *version = json_member(request, "version");
  size_t size = 0;
  const uint8_t *bytes = values_hex(json_member(request, "hex"), &size);
  if (arena.memory == NULL) {
    arena.memory = malloc(ARENA);
    arena.size = ARENA;
  }
  arena.used = 0;
  void *state = memory_take(layout->state_size);
  const uint32_t number = version == NULL ? 0 : (uint32_t)version->number;
  const migspec_status status = layout->decode(setup->config, setup->around, number, bytes, size, &arena, state, NULL);
  if (status.code != MIGSPEC_OK) {
    put_error(out, status.code);
    return;
  }
  json_put(out, "{\"ok\":true,\"value\":");
  values_write(table->state, table->state_count, state, out);
  json_put(out, "}");
}

static void encode(const setup *setup, const json *request, json_out *out) {
  const table_layout *table = setup->table;
  const migspec_layout *layout = table->layout;
  void *state = memory_take(layout->state_size);
  if (!values_read(table->state, table->state_count, json_member(request, "value"), state)) {
    put_error(out, MIGSPEC_STATE_INVALID);
    return;
  }
  size_t length = 0;
  migspec_status status = layout->encode(setup->config, setup->around, state, NULL, 0, &length);
  if (status.code == MIGSPEC_OK) {
    size_t again = 0;
    uint8_t *bytes = memory_take(length);
    status = layout->encode(setup->config, setup->around, state, bytes, length, &again);
    if (again != length) abort();
    if (status.code == MIGSPEC_OK) {
      json_put(out, "{\"ok\":true,\"hex\":");
      json_put_hex(out, bytes, length);
      json_put(out, "}");
      return;
    }
  }
  put_error(out, status.code);
}

static void answer(const json *request, json_out *out) {
  const json *op = json_member(request, "op");
  if (json_is(op, "hello")) {
    hello(out);
    return;
  }
  setup setup;
  const bool decodes = json_is(op, "decode");
  if (!(decodes || json_is(op, "encode")) || !setup_find(request, &setup)) json_put(out, "{\"unsupported\":true}");
  else if (!setup_read(request, &setup)) put_error(out, MIGSPEC_STATE_INVALID);
  else if (decodes) decode(&setup, request, out);
  else encode(&setup, request, out);
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--batch") == 0) return batch();
  json_out out = {NULL, 0, 0};
  uint8_t head[4];
  while (fread(head, 1, sizeof head, stdin) == sizeof head) {
    const uint32_t length = migspec_get_u32_be(head);
    if (length > LONGEST) return 2;
    char *text = memory_take(length);
    if (fread(text, 1, length, stdin) != length) return 2;
    const json *request = json_parse(text, length);
    if (request == NULL) return 2;
    out.length = 0;
    answer(request, &out);
    const uint8_t size[4] = {(uint8_t)(out.length >> 24), (uint8_t)(out.length >> 16), (uint8_t)(out.length >> 8), (uint8_t)out.length};
    fwrite(size, 1, sizeof size, stdout);
    fwrite(out.text, 1, out.length, stdout);
    if (fflush(stdout) != 0) return 2;
    memory_reset();
  }
  free(out.text);
  return 0;
}
