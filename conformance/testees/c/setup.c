#include "setup.h"

#include "memory.h"
#include "migspec/index.h"
#include "values.h"

static const table_layout *table_of(const migspec_layout *layout) {
  for (size_t i = 0; i < table_layout_count; i++) {
    if (table_layouts[i]->layout == layout) return table_layouts[i];
  }
  return NULL;
}

/* A string of the message with a NUL behind it, as the parser leaves it. */
static const char *text_of(const json *request, const char *name) {
  const json *value = json_member(request, name);
  return value != NULL && value->kind == JSON_STRING ? value->text : "";
}

bool setup_find(const json *request, setup *found) {
  const migspec_codec *codec = migspec_find(text_of(request, "model"), text_of(request, "build"), text_of(request, "section"));
  found->table = codec == NULL ? NULL : table_of(codec->layout);
  if (found->table == NULL) return false;
  found->config = memory_take(found->table->layout->config_size);
  found->around = memory_take(found->table->layout->around_size);
  return true;
}

bool setup_read(const json *request, setup *into) {
  const table_layout *table = into->table;
  return values_read_some(table->params, table->param_count, json_member(request, "params"), into->config) &&
         values_read_some(table->machine, table->machine_count, json_member(request, "machine"), into->config) &&
         values_read_some(table->host, table->host_count, json_member(request, "host"), into->config) &&
         values_read_some(table->around, table->around_count, json_member(request, "state"), into->around);
}
