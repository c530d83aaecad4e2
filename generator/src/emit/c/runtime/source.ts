/** The source of the C runtime. */
import { codes } from './codes.js';
import { integers } from './integers.js';

export function runtimeSource(banner: readonly string[]): string {
  const names = codes.map(([name]) => `    case MIGSPEC_${name}:\n      return "${name}";`);
  return [...banner, codeNames(names.join('\n')), memory, output, text, subsections, integers].join('\n');
}

const codeNames = (cases: string): string => `#include "migspec.h"

#include <string.h>

const char *migspec_code_name(migspec_code code) {
  switch (code) {
    case MIGSPEC_OK:
      return "OK";
    case MIGSPEC_NO_MEMORY:
      return "NO_MEMORY";
    case MIGSPEC_NO_SPACE:
      return "NO_SPACE";
${cases}
  }
  return "";
}
`;

const memory = `/* Bytes of an input that has none: a pointer that may be added to. */
static const uint8_t nothing[1] = {0};

migspec_reader migspec_read(const uint8_t *bytes, size_t size, migspec_arena *arena) {
  migspec_reader reader;
  reader.bytes = bytes == NULL ? nothing : bytes;
  reader.end = bytes == NULL ? 0 : size;
  reader.offset = 0;
  reader.arena = arena;
  reader.status.code = MIGSPEC_OK;
  reader.status.offset = 0;
  reader.status.field = "";
  reader.status.dropped = 0;
  return reader;
}

migspec_writer migspec_write(uint8_t *bytes, size_t size) {
  migspec_writer writer;
  writer.bytes = bytes;
  writer.size = bytes == NULL ? 0 : size;
  writer.offset = 0;
  writer.status.code = MIGSPEC_OK;
  writer.status.offset = 0;
  writer.status.field = "";
  writer.status.dropped = 0;
  return writer;
}

bool migspec_refuse(migspec_reader *reader, migspec_code code, size_t offset, const char *field) {
  reader->status.code = code;
  reader->status.offset = offset;
  reader->status.field = field;
  return false;
}

bool migspec_invalid(migspec_writer *writer, const char *field) {
  writer->status.code = MIGSPEC_STATE_INVALID;
  writer->status.offset = writer->offset;
  writer->status.field = field;
  return false;
}

/* Good for every type. */
union most_aligned {
  uint64_t integer;
  void *pointer;
  void (*function)(void);
};
static union most_aligned no_elements;

void *migspec_take(migspec_reader *reader, uint64_t count, size_t size, const char *field) {
  migspec_arena *arena = reader->arena;
  if (count == 0 || size == 0) return &no_elements;
  if (arena != NULL && arena->memory != NULL && arena->used <= arena->size) {
    const size_t align = sizeof(union most_aligned);
    const size_t over = (size_t)((uintptr_t)arena->memory + arena->used) % align;
    const size_t gap = over == 0 ? 0 : align - over;
    const size_t left = arena->size - arena->used;
    if (gap <= left && count <= (left - gap) / size) {
      uint8_t *taken = (uint8_t *)arena->memory + arena->used + gap;
      const size_t bytes = (size_t)count * size;
      arena->used += gap + bytes;
      memset(taken, 0, bytes);
      return taken;
    }
  }
  migspec_refuse(reader, MIGSPEC_NO_MEMORY, reader->offset, field);
  return NULL;
}

void *migspec_grow(migspec_reader *reader, void *data, size_t count, size_t *room, size_t capacity, size_t size, const char *field) {
  if (count < *room) return data;
  size_t wanted = *room == 0 ? 4 : *room * 2;
  if (wanted > capacity) wanted = capacity;
  void *larger = migspec_take(reader, wanted, size, field);
  if (larger == NULL) return NULL;
  if (count > 0) memcpy(larger, data, count * size);
  *room = wanted;
  return larger;
}
`;

const output = `/* Room for count bytes, or NULL when there is none or nothing is to be written. */
static uint8_t *room(migspec_writer *writer, uint64_t count) {
  const size_t at = writer->offset;
  if (count > SIZE_MAX - at) {
    writer->offset = SIZE_MAX;
    return NULL;
  }
  writer->offset = at + (size_t)count;
  return writer->bytes != NULL && writer->offset <= writer->size ? writer->bytes + at : NULL;
}

void migspec_put(migspec_writer *writer, const void *bytes, size_t count) {
  uint8_t *to = room(writer, count);
  if (to != NULL && count > 0) memcpy(to, bytes, count);
}

void migspec_put_zeros(migspec_writer *writer, uint64_t count) {
  uint8_t *to = room(writer, count);
  if (to != NULL) memset(to, 0, (size_t)count);
}

void migspec_put_u8(migspec_writer *writer, uint8_t x) {
  uint8_t *to = room(writer, 1);
  if (to != NULL) to[0] = x;
}

static void store(uint8_t *to, uint64_t x, unsigned bytes, bool little) {
  for (unsigned i = 0; i < bytes; i++) to[little ? i : bytes - 1u - i] = (uint8_t)(x >> (8u * i) & 0xffu);
}

static void put(migspec_writer *writer, uint64_t x, unsigned bytes, bool little) {
  uint8_t *to = room(writer, bytes);
  if (to != NULL) store(to, x, bytes, little);
}

void migspec_put_u16_be(migspec_writer *writer, uint16_t x) { put(writer, x, 2, false); }
void migspec_put_u16_le(migspec_writer *writer, uint16_t x) { put(writer, x, 2, true); }
void migspec_put_u32_be(migspec_writer *writer, uint32_t x) { put(writer, x, 4, false); }
void migspec_put_u32_le(migspec_writer *writer, uint32_t x) { put(writer, x, 4, true); }
void migspec_put_u64_be(migspec_writer *writer, uint64_t x) { put(writer, x, 8, false); }
void migspec_put_u64_le(migspec_writer *writer, uint64_t x) { put(writer, x, 8, true); }

void migspec_patch_u8(migspec_writer *writer, size_t at, uint8_t x) {
  if (writer->bytes != NULL && at < writer->size) writer->bytes[at] = x;
}

void migspec_patch_u32(migspec_writer *writer, size_t at, uint32_t x) {
  if (writer->bytes != NULL && writer->size >= 4 && at <= writer->size - 4) store(writer->bytes + at, x, 4, false);
}
`;

const text = `bool migspec_utf8(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  while (at < count) {
    const uint8_t first = bytes[at];
    size_t more;
    uint32_t point;
    if (first < 0x80u) {
      at++;
      continue;
    }
    if (first >= 0xc2u && first < 0xe0u) {
      more = 1;
      point = first & 0x1fu;
    } else if (first >= 0xe0u && first < 0xf0u) {
      more = 2;
      point = first & 0x0fu;
    } else if (first >= 0xf0u && first < 0xf5u) {
      more = 3;
      point = first & 0x07u;
    } else {
      return false;
    }
    if (count - at <= more) return false;
    for (size_t i = 1; i <= more; i++) {
      if ((bytes[at + i] & 0xc0u) != 0x80u) return false;
      point = point << 6 | (bytes[at + i] & 0x3fu);
    }
    /* The shortest form only, no halves of surrogate pairs, nothing beyond the last code point. */
    if (more == 2 && (point < 0x800u || (point >= 0xd800u && point < 0xe000u))) return false;
    if (more == 3 && (point < 0x10000u || point > 0x10ffffu)) return false;
    at += more + 1;
  }
  return true;
}

static bool plain_text(const uint8_t *bytes, size_t count) {
  return count == 0 || (memchr(bytes, 0, count) == NULL && migspec_utf8(bytes, count));
}

bool migspec_check_text(migspec_reader *reader, size_t at, size_t count, const char *field) {
  return plain_text(reader->bytes + at, count) || migspec_refuse(reader, MIGSPEC_STRING_INVALID, at, field);
}

bool migspec_text_fits(migspec_text text, size_t capacity) {
  return text.count <= capacity && plain_text((const uint8_t *)text.data, text.count);
}

bool migspec_text_is(migspec_text text, const char *wanted, size_t count) {
  return text.count == count && (count == 0 || memcmp(text.data, wanted, count) == 0);
}

bool migspec_same_text(migspec_text a, migspec_text b) { return migspec_text_is(a, b.data, b.count); }

bool migspec_zeros(const uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] != 0) return false;
  }
  return true;
}

bool migspec_same_bytes(const uint8_t *bytes, size_t count, const uint8_t *wanted, size_t wanted_count, const uint8_t *mask, size_t mask_count) {
  for (size_t i = 0; i < count; i++) {
    const unsigned want = i < wanted_count ? wanted[i] : 0u;
    const unsigned bits = mask == NULL ? 0xffu : i < mask_count ? mask[i] : 0u;
    if (((bytes[i] ^ want) & bits) != 0) return false;
  }
  return true;
}

bool migspec_another(migspec_reader *reader, size_t have, size_t capacity, uint8_t more, uint8_t end, bool *over, const char *field) {
  const size_t at = reader->offset;
  *over = false;
  if (!migspec_has(reader, at, 1)) return migspec_refuse(reader, MIGSPEC_TRUNCATED, at, field);
  reader->offset = at + 1;
  if (reader->bytes[at] == end) {
    *over = true;
    return false;
  }
  if (reader->bytes[at] != more) return migspec_refuse(reader, MIGSPEC_MARKER_INVALID, at, field);
  return have < capacity || migspec_refuse(reader, MIGSPEC_COUNT_TOO_LARGE, at, field);
}
`;

const subsections = `bool migspec_qemu_enter(migspec_reader *reader, size_t at, const char *prefix, size_t prefix_count, migspec_qemu_subsection *found) {
  const uint8_t *bytes = reader->bytes;
  const size_t end = reader->end;
  found->there = false;
  found->at = at;
  found->version = 0;
  /* As QEMU does: 05 and a name that is longer than the enclosing one and begins with it; anything else is not ours. */
  if (at >= end || bytes[at] != 5) return true;
  const size_t count = at + 1 < end ? bytes[at + 1] : 0;
  if (end - at < 2 + count) return migspec_refuse(reader, MIGSPEC_TRUNCATED, at + 1, "subsection name");
  const size_t after = at + 2 + count;
  if (count <= prefix_count || memcmp(bytes + at + 2, prefix, prefix_count) != 0) return true;
  if (end - after < 4) return migspec_refuse(reader, MIGSPEC_TRUNCATED, after, "subsection version");
  found->there = true;
  found->version = migspec_get_u32_be(bytes + after);
  reader->offset = after + 4;
  return true;
}

bool migspec_qemu_is(const migspec_reader *reader, size_t at, const char *name, size_t count) {
  return reader->bytes[at + 1] == count && memcmp(reader->bytes + at + 2, name, count) == 0;
}

void migspec_put_qemu_header(migspec_writer *writer, const char *name, size_t count, uint32_t version) {
  migspec_put_u8(writer, 5);
  migspec_put_u8(writer, (uint8_t)(count & 0xffu));
  migspec_put(writer, name, count);
  migspec_put_u32_be(writer, version);
}

bool migspec_native_begin(migspec_reader *reader, size_t at, migspec_native_subsections *list) {
  if (!migspec_has(reader, at, 1)) return migspec_refuse(reader, MIGSPEC_TRUNCATED, at, "subsection count");
  list->start = at + 1;
  list->total = reader->bytes[at];
  list->done = 0;
  list->at = at;
  list->end = at + 1;
  list->name = "";
  list->name_count = 0;
  list->version = 0;
  list->optional = false;
  return true;
}

/* Whether one of the subsections before this one has its name. */
static bool came(const migspec_reader *reader, const migspec_native_subsections *list) {
  const uint8_t *bytes = reader->bytes;
  size_t at = list->start;
  while (at < list->at) {
    const size_t count = bytes[at];
    if (count == list->name_count && memcmp(bytes + at + 1, list->name, count) == 0) return true;
    at += 1 + count + 9 + migspec_get_u32_be(bytes + at + 1 + count + 5);
  }
  return false;
}

bool migspec_native_next(migspec_reader *reader, migspec_native_subsections *list) {
  const uint8_t *bytes = reader->bytes;
  const size_t at = list->end;
  const size_t left = reader->end - at;
  const size_t count = left > 0 ? bytes[at] : 0;
  if (left < count + 10) return migspec_refuse(reader, MIGSPEC_TRUNCATED, at, "subsection header");
  const size_t after = at + 1 + count;
  list->done++;
  list->at = at;
  if (count == 0 || !plain_text(bytes + at + 1, count)) return migspec_refuse(reader, MIGSPEC_STRING_INVALID, at + 1, "subsection name");
  list->name = (const char *)bytes + at + 1;
  list->name_count = count;
  list->version = migspec_get_u32_be(bytes + after);
  if (bytes[after + 4] > 1) return migspec_refuse(reader, MIGSPEC_RESERVED_BITS, after + 4, "subsection flags");
  list->optional = bytes[after + 4] == 1;
  const uint32_t length = migspec_get_u32_be(bytes + after + 5);
  if (!migspec_has(reader, after + 9, length)) return migspec_refuse(reader, MIGSPEC_TRUNCATED, after + 9, "subsection");
  if (came(reader, list)) return migspec_refuse(reader, MIGSPEC_SECTION_DUPLICATE, at, "subsection");
  list->end = after + 9 + length;
  reader->offset = after + 9;
  return true;
}

bool migspec_native_is(const migspec_native_subsections *list, const char *name, size_t count) {
  return list->name_count == count && memcmp(list->name, name, count) == 0;
}

void migspec_put_native_header(migspec_writer *writer, const char *name, size_t count, uint32_t version, bool optional) {
  migspec_put_u8(writer, (uint8_t)(count & 0xffu));
  migspec_put(writer, name, count);
  migspec_put_u32_be(writer, version);
  migspec_put_u8(writer, optional ? 1 : 0);
  migspec_put_u32_be(writer, 0);
}
`;
