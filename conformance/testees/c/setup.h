/* The codec that a request is about, and what it looks at besides the bytes. */
#ifndef SETUP_H
#define SETUP_H

#include "json.h"
#include "tables.h"

/* Memory for what is decoded. */
#define ARENA (64u * 1024u * 1024u)

typedef struct setup {
  const table_layout *table;
  void *config;
  void *around;
} setup;

/* False: there is no such codec. */
bool setup_find(const json *request, setup *found);
/* False: a param or a fact does not fit. */
bool setup_read(const json *request, setup *into);

#endif
