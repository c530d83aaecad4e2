/** The header of the C runtime: what a caller sees, and the small functions that printed codecs are made of. */
import { codes } from './codes.js';

export function runtimeHeader(banner: readonly string[]): string {
  const enumerators = codes.map(([name, number, meaning]) => `  MIGSPEC_${name} = ${number}, /* ${meaning} */`);
  return [...banner, publicPart(enumerators.join('\n')), codecPart].join('\n');
}

const publicPart = (enumerators: string): string => `#ifndef MIGSPEC_H
#define MIGSPEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What became of a call. The numbers and names are those of every codec of this project; the first three are C's own. */
typedef enum migspec_code {
  MIGSPEC_OK = 0,
  MIGSPEC_NO_MEMORY = 1, /* the arena is full */
  MIGSPEC_NO_SPACE = 2, /* the encoded form is longer than the room given */
${enumerators}
} migspec_code;

/* The name of a code, without MIGSPEC_: "TRUNCATED". Never NULL. */
const char *migspec_code_name(migspec_code code);

typedef struct migspec_status {
  migspec_code code;
  /* Bytes from the start of the payload: where it went wrong. */
  size_t offset;
  /* The field that is to blame, as the spec names it; "" when no single one is. Never NULL. */
  const char *field;
  /* Optional subsections that this build does not know and skipped. */
  uint32_t dropped;
} migspec_status;

/* Memory that a decoder takes from, front to back; to free everything, set used to 0. memory need not be aligned. */
typedef struct migspec_arena {
  void *memory;
  size_t size;
  size_t used;
} migspec_arena;

/* Raw bytes: what was decoded lies in the input, or in the arena when it did not come from there. */
typedef struct migspec_bytes {
  const uint8_t *data;
  size_t count;
} migspec_bytes;

/* UTF-8 without NUL inside and without one at the end. */
typedef struct migspec_text {
  const char *data;
  size_t count;
} migspec_text;

/* Lists of integers and bools, in the byte order of the machine. */
typedef struct migspec_bool_list { bool *data; size_t count; } migspec_bool_list;
typedef struct migspec_i8_list { int8_t *data; size_t count; } migspec_i8_list;
typedef struct migspec_u8_list { uint8_t *data; size_t count; } migspec_u8_list;
typedef struct migspec_i16_list { int16_t *data; size_t count; } migspec_i16_list;
typedef struct migspec_u16_list { uint16_t *data; size_t count; } migspec_u16_list;
typedef struct migspec_i32_list { int32_t *data; size_t count; } migspec_i32_list;
typedef struct migspec_u32_list { uint32_t *data; size_t count; } migspec_u32_list;
typedef struct migspec_i64_list { int64_t *data; size_t count; } migspec_i64_list;
typedef struct migspec_u64_list { uint64_t *data; size_t count; } migspec_u64_list;
typedef struct migspec_bytes_list { migspec_bytes *data; size_t count; } migspec_bytes_list;
typedef struct migspec_text_list { migspec_text *data; size_t count; } migspec_text_list;

/*
 * A section's layout, for callers that choose it at run time. config, around (variables of other sections that the layout
 * reads; of size 0 when there are none) and state point to the layout's own structs.
 */
typedef struct migspec_layout {
  const char *name;
  /* Written is version, read are minimum to version. */
  uint32_t version;
  uint32_t minimum;
  size_t config_size;
  size_t state_size;
  size_t around_size;
  migspec_status (*reset)(const void *config, const void *around, migspec_arena *arena, void *state);
  migspec_status (*decode)(const void *config, const void *around, uint32_t version, const uint8_t *bytes, size_t size,
                           migspec_arena *arena, void *state, size_t *used);
  migspec_status (*encode)(const void *config, const void *around, const void *state, uint8_t *bytes, size_t size, size_t *length);
} migspec_layout;

/* One section of one model in one build. */
typedef struct migspec_codec {
  const char *model;
  const char *build;
  const char *section;
  const char *framing; /* "native" or "qemu" */
  const migspec_layout *layout;
} migspec_codec;
`;

const codecPart = `
/*
 * What follows is for the printed codecs.
 */

typedef struct migspec_reader {
  const uint8_t *bytes;
  size_t end;
  size_t offset;
  migspec_arena *arena;
  migspec_status status;
} migspec_reader;

typedef struct migspec_writer {
  /* NULL: only count. */
  uint8_t *bytes;
  size_t size;
  size_t offset;
  migspec_status status;
} migspec_writer;

migspec_reader migspec_read(const uint8_t *bytes, size_t size, migspec_arena *arena);
migspec_writer migspec_write(uint8_t *bytes, size_t size);

/* Notes what went wrong; always false. */
bool migspec_refuse(migspec_reader *reader, migspec_code code, size_t offset, const char *field);
bool migspec_invalid(migspec_writer *writer, const char *field);

/* Zeroed memory of the arena for count elements; NULL and MIGSPEC_NO_MEMORY when there is none left. */
void *migspec_take(migspec_reader *reader, uint64_t count, size_t size, const char *field);
/* The same elements with room for one more; room is how many there is room for now. */
void *migspec_grow(migspec_reader *reader, void *data, size_t count, size_t *room, size_t capacity, size_t size, const char *field);

static inline bool migspec_has(const migspec_reader *reader, size_t at, uint64_t bytes) { return reader->end - at >= bytes; }

static inline uint16_t migspec_get_u16_be(const uint8_t *p) { return (uint16_t)((uint32_t)p[0] << 8 | p[1]); }
static inline uint16_t migspec_get_u16_le(const uint8_t *p) { return (uint16_t)((uint32_t)p[1] << 8 | p[0]); }
static inline uint32_t migspec_get_u32_be(const uint8_t *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }
static inline uint32_t migspec_get_u32_le(const uint8_t *p) { return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0]; }
static inline uint64_t migspec_get_u64_be(const uint8_t *p) { return (uint64_t)migspec_get_u32_be(p) << 32 | migspec_get_u32_be(p + 4); }
static inline uint64_t migspec_get_u64_le(const uint8_t *p) { return (uint64_t)migspec_get_u32_le(p + 4) << 32 | migspec_get_u32_le(p); }

/* Two's complement, whatever the compiler does with numbers that are too large. */
static inline int8_t migspec_i8(uint8_t x) { return (int8_t)(x < 0x80u ? (int)x : (int)x - 0x100); }
static inline int16_t migspec_i16(uint16_t x) { return (int16_t)(x < 0x8000u ? (int32_t)x : (int32_t)x - 0x10000); }
static inline int32_t migspec_i32(uint32_t x) { return x < 0x80000000u ? (int32_t)x : -(int32_t)(~x) - 1; }
static inline int64_t migspec_i64(uint64_t x) { return x < UINT64_C(0x8000000000000000) ? (int64_t)x : -(int64_t)(~x) - 1; }

void migspec_put(migspec_writer *writer, const void *bytes, size_t count);
void migspec_put_zeros(migspec_writer *writer, uint64_t count);
void migspec_put_u8(migspec_writer *writer, uint8_t x);
void migspec_put_u16_be(migspec_writer *writer, uint16_t x);
void migspec_put_u16_le(migspec_writer *writer, uint16_t x);
void migspec_put_u32_be(migspec_writer *writer, uint32_t x);
void migspec_put_u32_le(migspec_writer *writer, uint32_t x);
void migspec_put_u64_be(migspec_writer *writer, uint64_t x);
void migspec_put_u64_le(migspec_writer *writer, uint64_t x);
/* Overwrites what was written before. */
void migspec_patch_u8(migspec_writer *writer, size_t at, uint8_t x);
void migspec_patch_u32(migspec_writer *writer, size_t at, uint32_t x);

bool migspec_utf8(const uint8_t *bytes, size_t count);
/* UTF-8 without NUL: MIGSPEC_STRING_INVALID otherwise. */
bool migspec_check_text(migspec_reader *reader, size_t at, size_t count, const char *field);
bool migspec_text_fits(migspec_text text, size_t capacity);
bool migspec_same_text(migspec_text a, migspec_text b);
bool migspec_text_is(migspec_text text, const char *wanted, size_t count);
bool migspec_zeros(const uint8_t *bytes, size_t count);
/* Where the mask (NULL: everywhere) has bits; what wanted and mask do not cover is zero. */
bool migspec_same_bytes(const uint8_t *bytes, size_t count, const uint8_t *wanted, size_t wanted_count, const uint8_t *mask, size_t mask_count);

/* Whether another element of a marked list comes; *end is whether none does. Both false: refused. */
bool migspec_another(migspec_reader *reader, size_t have, size_t capacity, uint8_t more, uint8_t end, bool *over, const char *field);

/* Subsections in the qemu framing: whether one begins at offset, with names that begin with prefix. */
typedef struct migspec_qemu_subsection {
  bool there;
  size_t at;
  uint32_t version;
} migspec_qemu_subsection;
bool migspec_qemu_enter(migspec_reader *reader, size_t at, const char *prefix, size_t prefix_count, migspec_qemu_subsection *found);
bool migspec_qemu_is(const migspec_reader *reader, size_t at, const char *name, size_t count);
void migspec_put_qemu_header(migspec_writer *writer, const char *name, size_t count, uint32_t version);

/* Subsections in the native framing: a count, then each with its length. */
typedef struct migspec_native_subsections {
  size_t start;
  unsigned total;
  unsigned done;
  /* Where the one at hand begins and ends, and its header. */
  size_t at;
  size_t end;
  const char *name;
  size_t name_count;
  uint32_t version;
  bool optional;
} migspec_native_subsections;
bool migspec_native_begin(migspec_reader *reader, size_t at, migspec_native_subsections *list);
/* The next header, when done < total. */
bool migspec_native_next(migspec_reader *reader, migspec_native_subsections *list);
bool migspec_native_is(const migspec_native_subsections *list, const char *name, size_t count);
void migspec_put_native_header(migspec_writer *writer, const char *name, size_t count, uint32_t version, bool optional);

/* Exact integers of the expression language, where C has no operator. Shift counts are 0 to 64. */
static inline unsigned migspec_shift_count(int64_t n) { return n < 0 ? 0u : n > 64 ? 64u : (unsigned)n; }
static inline unsigned migspec_shift_count_u64(uint64_t n) { return n > 64u ? 64u : (unsigned)n; }
static inline uint64_t migspec_shl_u64(uint64_t x, unsigned n) { return n > 63u ? 0u : x << n; }
static inline uint64_t migspec_shr_u64(uint64_t x, unsigned n) { return n > 63u ? 0u : x >> n; }
static inline int64_t migspec_shl_i64(int64_t x, unsigned n) { return migspec_i64(migspec_shl_u64((uint64_t)x, n)); }
static inline int64_t migspec_shr_i64(int64_t x, unsigned n) {
  return x < 0 ? migspec_i64(~migspec_shr_u64(~(uint64_t)x, n)) : migspec_i64(migspec_shr_u64((uint64_t)x, n));
}
static inline int64_t migspec_min_i64(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t migspec_max_i64(int64_t a, int64_t b) { return a > b ? a : b; }
static inline uint64_t migspec_min_u64(uint64_t a, uint64_t b) { return a < b ? a : b; }
static inline uint64_t migspec_max_u64(uint64_t a, uint64_t b) { return a > b ? a : b; }
int64_t migspec_pow2ceil_i64(int64_t x);
uint64_t migspec_pow2ceil_u64(uint64_t x);
int64_t migspec_align_i64(int64_t x, int64_t step);
uint64_t migspec_align_u64(uint64_t x, uint64_t step);

/* 128 bits in two's complement, for the few expressions that need them. */
typedef struct migspec_wide {
  uint64_t high;
  uint64_t low;
} migspec_wide;
static inline migspec_wide migspec_wide_of(uint64_t high, uint64_t low) {
  migspec_wide wide;
  wide.high = high;
  wide.low = low;
  return wide;
}
static inline migspec_wide migspec_wide_i64(int64_t x) { return migspec_wide_of(x < 0 ? UINT64_MAX : 0u, (uint64_t)x); }
static inline migspec_wide migspec_wide_u64(uint64_t x) { return migspec_wide_of(0u, x); }
static inline int64_t migspec_wide_to_i64(migspec_wide x) { return migspec_i64(x.low); }
static inline uint64_t migspec_wide_to_u64(migspec_wide x) { return x.low; }
int migspec_wide_compare(migspec_wide a, migspec_wide b);
migspec_wide migspec_wide_add(migspec_wide a, migspec_wide b);
migspec_wide migspec_wide_sub(migspec_wide a, migspec_wide b);
migspec_wide migspec_wide_mul(migspec_wide a, migspec_wide b);
static inline migspec_wide migspec_wide_and(migspec_wide a, migspec_wide b) { return migspec_wide_of(a.high & b.high, a.low & b.low); }
static inline migspec_wide migspec_wide_or(migspec_wide a, migspec_wide b) { return migspec_wide_of(a.high | b.high, a.low | b.low); }
unsigned migspec_shift_count_wide(migspec_wide n);
migspec_wide migspec_shl_wide(migspec_wide x, unsigned n);
migspec_wide migspec_shr_wide(migspec_wide x, unsigned n);
migspec_wide migspec_min_wide(migspec_wide a, migspec_wide b);
migspec_wide migspec_max_wide(migspec_wide a, migspec_wide b);
migspec_wide migspec_pow2ceil_wide(migspec_wide x);
migspec_wide migspec_align_wide(migspec_wide x, migspec_wide step);

#ifdef __cplusplus
}
#endif

#endif
`;
