/* Memory of one request: taken piece by piece, given back all at once. Ends the program when there is none. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/* Zeroed; each piece is its own block, so that a sanitizer sees its ends. */
void *memory_take(size_t size);
void memory_reset(void);

#endif
