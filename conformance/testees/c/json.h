/* As much of JSON as the messages of a testee need. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT } json_kind;

typedef struct json json;
struct json {
  json_kind kind;
  bool truth;
  double number;
  /* A string, as UTF-8; a half of a surrogate pair becomes three bytes that no UTF-8 has. */
  const char *text;
  size_t length;
  /* Elements, or members with their names. */
  const json *first;
  const json *next;
  const char *name;
  size_t name_length;
  size_t count;
};

/* NULL when the text is no JSON. The tree lies in the memory of the request. */
const json *json_parse(const char *text, size_t length);
/* The member of that name, or NULL. */
const json *json_member(const json *object, const char *name);
bool json_is(const json *value, const char *text);

/* A text that grows; it is kept from reply to reply. */
typedef struct json_out {
  char *text;
  size_t length;
  size_t room;
} json_out;

void json_put(json_out *out, const char *text);
void json_put_bytes(json_out *out, const char *text, size_t length);
void json_put_string(json_out *out, const char *text, size_t length);
void json_put_hex(json_out *out, const uint8_t *bytes, size_t count);

#endif
