#include "values.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "memory.h"

/* Any list: all of them are a pointer and a count. */
typedef struct any_list {
  void *data;
  size_t count;
} any_list;

static void store(void *into, size_t size, uint64_t bits) {
  const uint8_t u8 = (uint8_t)(bits & 0xff);
  const uint16_t u16 = (uint16_t)(bits & 0xffff);
  const uint32_t u32 = (uint32_t)(bits & 0xffffffff);
  memcpy(into, size == 1 ? (const void *)&u8 : size == 2 ? (const void *)&u16 : size == 4 ? (const void *)&u32 : (const void *)&bits, size);
}

/* The number's bits, without its sign. */
static uint64_t fetch(const void *from, size_t size) {
  uint8_t u8;
  uint16_t u16;
  uint32_t u32;
  uint64_t u64;
  switch (size) {
    case 1:
      memcpy(&u8, from, 1);
      return u8;
    case 2:
      memcpy(&u16, from, 2);
      return u16;
    case 4:
      memcpy(&u32, from, 4);
      return u32;
    default:
      memcpy(&u64, from, 8);
      return u64;
  }
}

static bool read_small(const table_type *type, const json *from, void *into) {
  if (from->kind != JSON_NUMBER) return false;
  const double limit = (double)(UINT64_C(1) << (8 * type->size - (type->is_signed ? 1 : 0)));
  const double number = from->number;
  if (!(number >= (type->is_signed ? -limit : 0) && number < limit)) return false;
  const int64_t whole = (int64_t)number;
  if ((double)whole != number) return false;
  store(into, type->size, (uint64_t)whole);
  return true;
}

/* A decimal string as JavaScript writes whole numbers. */
static bool read_large(const table_type *type, const json *from, void *into) {
  if (from->kind != JSON_STRING) return false;
  const char *at = from->text;
  const char *end = at + from->length;
  const bool negative = at < end && *at == '-';
  if (negative) at++;
  if (at == end || end - at > 20 || (*at == '0' && (end - at > 1 || negative))) return false;
  uint64_t number = 0;
  for (; at < end; at++) {
    if (*at < '0' || *at > '9') return false;
    const uint64_t digit = (uint64_t)(*at - '0');
    if (number > (UINT64_MAX - digit) / 10) return false;
    number = number * 10 + digit;
  }
  const uint64_t most = UINT64_C(1) << 63;
  if (type->is_signed ? number > (negative ? most : most - 1) : negative) return false;
  store(into, 8, negative ? ~number + 1 : number);
  return true;
}

static bool read_enum(const table_type *type, const json *from, void *into) {
  for (size_t i = 0; i < type->name_count; i++) {
    if (!json_is(from, type->names[i].name)) continue;
    store(into, type->size, type->names[i].value);
    return true;
  }
  return false;
}

uint8_t *values_hex(const json *from, size_t *count) {
  static const char digits[] = "0123456789abcdef";
  if (from == NULL || from->kind != JSON_STRING || from->length % 2 != 0) return NULL;
  uint8_t *bytes = memory_take(from->length / 2);
  for (size_t i = 0; i < from->length; i++) {
    const char *found = from->text[i] == '\0' ? NULL : strchr(digits, from->text[i]);
    if (found == NULL) return NULL;
    bytes[i / 2] = (uint8_t)(bytes[i / 2] << 4 | (found - digits));
  }
  *count = from->length / 2;
  return bytes;
}

static bool read_bytes(const table_type *type, const json *from, void *into) {
  size_t count = 0;
  const uint8_t *bytes = values_hex(from, &count);
  if (bytes == NULL) return false;
  if (type->fixed > 0) {
    if (count != type->fixed) return false;
    memcpy(into, bytes, count);
    return true;
  }
  const migspec_bytes read = {bytes, count};
  memcpy(into, &read, sizeof read);
  return true;
}

static bool read_value(const table_type *type, const json *from, void *into);

static bool read_list(const table_type *type, const json *from, void *into) {
  if (from->kind != JSON_ARRAY || (type->fixed > 0 && from->count != type->fixed)) return false;
  uint8_t *data = into;
  if (type->fixed == 0) {
    data = memory_take(from->count * type->element->size);
    const any_list list = {data, from->count};
    memcpy(into, &list, sizeof list);
  }
  for (const json *item = from->first; item != NULL; item = item->next) {
    if (!read_value(type->element, item, data)) return false;
    data += type->element->size;
  }
  return true;
}

static bool read_value(const table_type *type, const json *from, void *into) {
  switch (type->kind) {
    case TABLE_INT:
      return type->size == 8 ? read_large(type, from, into) : read_small(type, from, into);
    case TABLE_BOOL:
      if (from->kind != JSON_BOOL) return false;
      memcpy(into, &from->truth, sizeof from->truth);
      return true;
    case TABLE_ENUM:
      return read_enum(type, from, into);
    case TABLE_TEXT: {
      if (from->kind != JSON_STRING) return false;
      const migspec_text text = {from->text, from->length};
      memcpy(into, &text, sizeof text);
      return true;
    }
    case TABLE_BYTES:
      return read_bytes(type, from, into);
    case TABLE_LIST:
      return read_list(type, from, into);
    case TABLE_STRUCT:
      return values_read(type->fields, type->field_count, from, into);
  }
  return false;
}

bool values_read(const table_field *fields, size_t count, const json *from, void *into) {
  if (from == NULL || from->kind != JSON_OBJECT || from->count != count) return false;
  for (size_t i = 0; i < count; i++) {
    const json *member = json_member(from, fields[i].name);
    if (member == NULL || !read_value(fields[i].type, member, (uint8_t *)into + fields[i].offset)) return false;
  }
  return true;
}

bool values_read_some(const table_field *fields, size_t count, const json *from, void *into) {
  for (size_t i = 0; i < count; i++) {
    const json *member = json_member(from, fields[i].name);
    if (member != NULL && !read_value(fields[i].type, member, (uint8_t *)into + fields[i].offset)) return false;
  }
  return true;
}

static void write_int(const table_type *type, const void *from, json_out *out) {
  const uint64_t bits = fetch(from, type->size);
  const uint64_t sign = UINT64_C(1) << (8 * type->size - 1);
  char text[32];
  if (type->is_signed && (bits & sign) != 0) snprintf(text, sizeof text, "-%" PRIu64, (~bits & (sign - 1)) + 1);
  else snprintf(text, sizeof text, "%" PRIu64, bits);
  if (type->size == 8) json_put_string(out, text, strlen(text));
  else json_put(out, text);
}

static void write_value(const table_type *type, const void *from, json_out *out) {
  switch (type->kind) {
    case TABLE_INT:
      write_int(type, from, out);
      return;
    case TABLE_BOOL: {
      bool truth;
      memcpy(&truth, from, sizeof truth);
      json_put(out, truth ? "true" : "false");
      return;
    }
    case TABLE_ENUM: {
      const uint64_t bits = fetch(from, type->size);
      const uint64_t mask = type->size == 8 ? UINT64_MAX : (UINT64_C(1) << (8 * type->size)) - 1;
      for (size_t i = 0; i < type->name_count; i++) {
        if ((type->names[i].value & mask) != bits) continue;
        json_put_string(out, type->names[i].name, strlen(type->names[i].name));
        return;
      }
      json_put(out, "null");
      return;
    }
    case TABLE_TEXT: {
      migspec_text text;
      memcpy(&text, from, sizeof text);
      json_put_string(out, text.data, text.count);
      return;
    }
    case TABLE_BYTES: {
      migspec_bytes bytes = {from, type->fixed};
      if (type->fixed == 0) memcpy(&bytes, from, sizeof bytes);
      json_put_hex(out, bytes.data, bytes.count);
      return;
    }
    case TABLE_LIST: {
      const uint8_t *data = from;
      size_t count = type->fixed;
      if (count == 0) {
        any_list list;
        memcpy(&list, from, sizeof list);
        data = list.data;
        count = list.count;
      }
      json_put(out, "[");
      for (size_t i = 0; i < count; i++) {
        if (i > 0) json_put(out, ",");
        write_value(type->element, data + i * type->element->size, out);
      }
      json_put(out, "]");
      return;
    }
    case TABLE_STRUCT:
      values_write(type->fields, type->field_count, from, out);
      return;
  }
}

void values_write(const table_field *fields, size_t count, const void *from, json_out *out) {
  json_put(out, "{");
  for (size_t i = 0; i < count; i++) {
    if (i > 0) json_put(out, ",");
    json_put_string(out, fields[i].name, strlen(fields[i].name));
    json_put(out, ":");
    write_value(fields[i].type, (const uint8_t *)from + fields[i].offset, out);
  }
  json_put(out, "}");
}
