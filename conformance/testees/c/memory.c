#include "memory.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct block {
  struct block *next;
  void *data;
} block;

static block *blocks;

void *memory_take(size_t size) {
  block *taken = malloc(sizeof *taken);
  void *data = calloc(1, size == 0 ? 1 : size);
  if (taken == NULL || data == NULL) {
    fputs("no memory\n", stderr);
    exit(2);
  }
  taken->next = blocks;
  taken->data = data;
  blocks = taken;
  return data;
}

void memory_reset(void) {
  while (blocks != NULL) {
    block *next = blocks->next;
    free(blocks->data);
    free(blocks);
    blocks = next;
  }
}
