/* What the generated tables of packages/c/testee say of layouts: the fields of their structs, with their places in memory. */
#ifndef TABLES_H
#define TABLES_H

#include "migspec.h"

typedef enum table_kind { TABLE_INT, TABLE_BOOL, TABLE_ENUM, TABLE_TEXT, TABLE_BYTES, TABLE_LIST, TABLE_STRUCT } table_kind;

typedef struct table_name {
  const char *name;
  uint64_t value;
} table_name;

typedef struct table_field table_field;
typedef struct table_type table_type;

struct table_type {
  table_kind kind;
  /* Bytes in memory. */
  size_t size;
  bool is_signed;
  /* Of bytes and lists: elements that lie in place; 0: a pointer and a count. */
  size_t fixed;
  const table_type *element;
  const table_field *fields;
  size_t field_count;
  const table_name *names;
  size_t name_count;
};

struct table_field {
  const char *name;
  size_t offset;
  const table_type *type;
};

typedef struct table_layout {
  const migspec_layout *layout;
  const table_field *state;
  size_t state_count;
  const table_field *around;
  size_t around_count;
  const table_field *params;
  size_t param_count;
  const table_field *machine;
  size_t machine_count;
  const table_field *host;
  size_t host_count;
} table_layout;

extern const table_layout *const table_layouts[];
extern const size_t table_layout_count;

#endif
