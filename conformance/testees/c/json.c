#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

#define DEEPEST 64

typedef struct parser {
  const char *at;
  const char *end;
  int depth;
} parser;

static bool value(parser *p, json *into);

static void space(parser *p) {
  while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r')) p->at++;
}

static bool take(parser *p, const char *word) {
  const size_t length = strlen(word);
  if ((size_t)(p->end - p->at) < length || memcmp(p->at, word, length) != 0) return false;
  p->at += length;
  return true;
}

static bool hex4(parser *p, uint32_t *point) {
  *point = 0;
  if (p->end - p->at < 4) return false;
  for (int i = 0; i < 4; i++) {
    const char digit = *p->at++;
    uint32_t bits;
    if (digit >= '0' && digit <= '9') bits = (uint32_t)(digit - '0');
    else if (digit >= 'a' && digit <= 'f') bits = (uint32_t)(digit - 'a') + 10;
    else if (digit >= 'A' && digit <= 'F') bits = (uint32_t)(digit - 'A') + 10;
    else return false;
    *point = *point << 4 | bits;
  }
  return true;
}

static size_t utf8(char *to, uint32_t point) {
  if (point < 0x80) {
    to[0] = (char)point;
    return 1;
  }
  const size_t more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  const uint32_t head = more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0;
  to[0] = (char)(head | point >> (6 * more));
  for (size_t i = 1; i <= more; i++) to[i] = (char)(0x80 | (point >> (6 * (more - i)) & 0x3f));
  return more + 1;
}

static bool escape(parser *p, char **to) {
  static const char from[] = "\"\\/bfnrt";
  static const char into[] = "\"\\/\b\f\n\r\t";
  if (p->at == p->end) return false;
  const char letter = *p->at++;
  if (letter == 'u') {
    uint32_t point;
    if (!hex4(p, &point)) return false;
    if (point >= 0xd800 && point < 0xdc00 && p->end - p->at >= 6 && p->at[0] == '\\' && p->at[1] == 'u') {
      parser ahead = *p;
      uint32_t low;
      ahead.at += 2;
      if (hex4(&ahead, &low) && low >= 0xdc00 && low < 0xe000) {
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        *p = ahead;
      }
    }
    *to += utf8(*to, point);
    return true;
  }
  const char *found = letter == '\0' ? NULL : strchr(from, letter);
  if (found == NULL) return false;
  *(*to)++ = into[found - from];
  return true;
}

static bool string(parser *p, const char **text, size_t *length) {
  if (!take(p, "\"")) return false;
  const char *close = p->at;
  while (close < p->end && *close != '"') close += *close == '\\' ? 2 : 1;
  if (close >= p->end) return false;
  /* No escape is longer as UTF-8 than as an escape. */
  char *to = memory_take((size_t)(close - p->at) + 1);
  *text = to;
  while (p->at < close) {
    const char letter = *p->at++;
    if (letter != '\\') *to++ = letter;
    else if (!escape(p, &to)) return false;
  }
  *length = (size_t)(to - *text);
  return take(p, "\"");
}

static bool number(parser *p, json *into) {
  char digits[64];
  size_t length = 0;
  while (p->at < p->end && length < sizeof digits - 1 && strchr("+-.0123456789eE", *p->at) != NULL && *p->at != '\0') digits[length++] = *p->at++;
  digits[length] = '\0';
  char *end = digits;
  into->number = strtod(digits, &end);
  return length > 0 && *end == '\0';
}

static bool members(parser *p, json *into, bool named) {
  const char *close = named ? "}" : "]";
  json *last = NULL;
  space(p);
  if (take(p, close)) return true;
  for (;;) {
    json *item = memory_take(sizeof *item);
    space(p);
    if (named) {
      if (!string(p, &item->name, &item->name_length)) return false;
      space(p);
      if (!take(p, ":")) return false;
    }
    if (!value(p, item)) return false;
    if (last == NULL) into->first = item;
    else last->next = item;
    last = item;
    into->count++;
    space(p);
    if (take(p, close)) return true;
    if (!take(p, ",")) return false;
  }
}

static bool value(parser *p, json *into) {
  space(p);
  if (p->at == p->end || p->depth == DEEPEST) return false;
  bool fine;
  p->depth++;
  switch (*p->at) {
    case '{':
    case '[':
      into->kind = *p->at == '{' ? JSON_OBJECT : JSON_ARRAY;
      p->at++;
      fine = members(p, into, into->kind == JSON_OBJECT);
      break;
    case '"':
      into->kind = JSON_STRING;
      fine = string(p, &into->text, &into->length);
      break;
    case 't':
      into->kind = JSON_BOOL;
      into->truth = true;
      fine = take(p, "true");
      break;
    case 'f':
      into->kind = JSON_BOOL;
      fine = take(p, "false");
      break;
    case 'n':
      fine = take(p, "null");
      break;
    default:
      into->kind = JSON_NUMBER;
      fine = number(p, into);
  }
  p->depth--;
  return fine;
}

const json *json_parse(const char *text, size_t length) {
  parser p = {text, text + length, 0};
  json *root = memory_take(sizeof *root);
  if (!value(&p, root)) return NULL;
  space(&p);
  return p.at == p.end ? root : NULL;
}

const json *json_member(const json *object, const char *name) {
  const size_t length = strlen(name);
  if (object == NULL || object->kind != JSON_OBJECT) return NULL;
  for (const json *item = object->first; item != NULL; item = item->next) {
    if (item->name_length == length && memcmp(item->name, name, length) == 0) return item;
  }
  return NULL;
}

bool json_is(const json *value, const char *text) {
  return value != NULL && value->kind == JSON_STRING && value->length == strlen(text) && memcmp(value->text, text, value->length) == 0;
}

void json_put_bytes(json_out *out, const char *text, size_t length) {
  if (out->room - out->length < length) {
    size_t room = out->room == 0 ? 4096 : out->room;
    while (room - out->length < length) room *= 2;
    char *larger = realloc(out->text, room);
    if (larger == NULL) {
      fputs("no memory\n", stderr);
      exit(2);
    }
    out->text = larger;
    out->room = room;
  }
  if (length > 0) memcpy(out->text + out->length, text, length);
  out->length += length;
}

void json_put(json_out *out, const char *text) { json_put_bytes(out, text, strlen(text)); }

void json_put_string(json_out *out, const char *text, size_t length) {
  json_put(out, "\"");
  for (size_t i = 0; i < length; i++) {
    const unsigned char letter = (unsigned char)text[i];
    char escaped[8];
    if (letter == '"' || letter == '\\') snprintf(escaped, sizeof escaped, "\\%c", letter);
    else if (letter < 0x20) snprintf(escaped, sizeof escaped, "\\u%04x", letter);
    else snprintf(escaped, sizeof escaped, "%c", letter);
    json_put(out, escaped);
  }
  json_put(out, "\"");
}

void json_put_hex(json_out *out, const uint8_t *bytes, size_t count) {
  static const char digits[] = "0123456789abcdef";
  json_put(out, "\"");
  for (size_t i = 0; i < count; i++) {
    const char pair[2] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
    json_put_bytes(out, pair, 2);
  }
  json_put(out, "\"");
}
