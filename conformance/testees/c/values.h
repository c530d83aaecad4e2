/* Values of a layout's structs as messages have them, and back. */
#ifndef VALUES_H
#define VALUES_H

#include "json.h"
#include "tables.h"

/* All these fields out of an object; false for one that is missing, of the wrong type or does not fit, and for one too many. */
bool values_read(const table_field *fields, size_t count, const json *from, void *into);
/* The fields that the object has; others of the object are passed over. */
bool values_read_some(const table_field *fields, size_t count, const json *from, void *into);
void values_write(const table_field *fields, size_t count, const void *from, json_out *out);

/* Bytes out of lower-case hex digits, in a block of exactly their length. NULL when the string is none. */
uint8_t *values_hex(const json *from, size_t *count);

#endif
