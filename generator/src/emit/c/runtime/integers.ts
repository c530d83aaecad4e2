/** The part of the C runtime that computes: exact integers, in 64 and in 128 bits. */
export const integers = `/* The least power of two that is at least x; 1 for everything up to 1. The caller knows that it fits. */
uint64_t migspec_pow2ceil_u64(uint64_t x) {
  uint64_t power = 1;
  while (power < x && power != 0) power <<= 1;
  return power;
}

int64_t migspec_pow2ceil_i64(int64_t x) { return x <= 1 ? 1 : migspec_i64(migspec_pow2ceil_u64((uint64_t)x)); }

/* The least multiple of step that is at least x; x itself when step is not positive. */
uint64_t migspec_align_u64(uint64_t x, uint64_t step) {
  const uint64_t over = step == 0 ? 0 : x % step;
  return over == 0 ? x : x + (step - over);
}

int64_t migspec_align_i64(int64_t x, int64_t step) {
  const int64_t over = step <= 0 ? 0 : x % step;
  return over > 0 ? x + (step - over) : x - over;
}

int migspec_wide_compare(migspec_wide a, migspec_wide b) {
  /* With the sign bits turned over, the order of the bits is that of the numbers. */
  const uint64_t sign = UINT64_C(0x8000000000000000);
  const uint64_t left = a.high ^ sign;
  const uint64_t right = b.high ^ sign;
  if (left != right) return left < right ? -1 : 1;
  if (a.low != b.low) return a.low < b.low ? -1 : 1;
  return 0;
}

migspec_wide migspec_wide_add(migspec_wide a, migspec_wide b) {
  const uint64_t low = a.low + b.low;
  return migspec_wide_of(a.high + b.high + (low < a.low ? 1u : 0u), low);
}

static migspec_wide negative(migspec_wide x) { return migspec_wide_add(migspec_wide_of(~x.high, ~x.low), migspec_wide_of(0, 1)); }

migspec_wide migspec_wide_sub(migspec_wide a, migspec_wide b) { return migspec_wide_add(a, negative(b)); }

migspec_wide migspec_wide_mul(migspec_wide a, migspec_wide b) {
  const uint64_t half = UINT64_C(0xffffffff);
  const uint64_t a0 = a.low & half, a1 = a.low >> 32;
  const uint64_t b0 = b.low & half, b1 = b.low >> 32;
  const uint64_t low = a0 * b0;
  const uint64_t middle = a1 * b0 + (low >> 32);
  const uint64_t other = a0 * b1 + (middle & half);
  const uint64_t high = a1 * b1 + (middle >> 32) + (other >> 32) + a.high * b.low + a.low * b.high;
  return migspec_wide_of(high, other << 32 | (low & half));
}

unsigned migspec_shift_count_wide(migspec_wide n) {
  if (n.high >> 63 != 0) return 0;
  return n.high != 0 || n.low > 64 ? 64u : (unsigned)n.low;
}

migspec_wide migspec_shl_wide(migspec_wide x, unsigned n) {
  if (n == 0) return x;
  if (n > 63) return migspec_wide_of(n > 127 ? 0 : x.low << (n - 64), 0);
  return migspec_wide_of(x.high << n | x.low >> (64 - n), x.low << n);
}

migspec_wide migspec_shr_wide(migspec_wide x, unsigned n) {
  const uint64_t fill = x.high >> 63 != 0 ? UINT64_MAX : 0;
  if (n == 0) return x;
  if (n > 63) return migspec_wide_of(fill, n == 64 ? x.high : x.high >> (n - 64) | fill << (128 - n));
  return migspec_wide_of(x.high >> n | fill << (64 - n), x.low >> n | x.high << (64 - n));
}

migspec_wide migspec_min_wide(migspec_wide a, migspec_wide b) { return migspec_wide_compare(a, b) < 0 ? a : b; }
migspec_wide migspec_max_wide(migspec_wide a, migspec_wide b) { return migspec_wide_compare(a, b) > 0 ? a : b; }

migspec_wide migspec_pow2ceil_wide(migspec_wide x) {
  migspec_wide power = migspec_wide_of(0, 1);
  while (power.high >> 63 == 0 && migspec_wide_compare(power, x) < 0) power = migspec_shl_wide(power, 1);
  return power;
}

static bool at_least(migspec_wide a, migspec_wide b) { return a.high != b.high ? a.high > b.high : a.low >= b.low; }

/* What is left of a magnitude, bit by bit; both have no sign. */
static migspec_wide remainder_of(migspec_wide x, migspec_wide step) {
  migspec_wide left = migspec_wide_of(0, 0);
  for (unsigned bit = 128; bit-- > 0;) {
    const migspec_wide shifted = migspec_shl_wide(left, 1);
    left = migspec_wide_of(shifted.high, shifted.low | (bit > 63 ? x.high >> (bit - 64) & 1u : x.low >> bit & 1u));
    if (at_least(left, step)) left = migspec_wide_sub(left, step);
  }
  return left;
}

migspec_wide migspec_align_wide(migspec_wide x, migspec_wide step) {
  const migspec_wide zero = migspec_wide_of(0, 0);
  if (migspec_wide_compare(step, zero) <= 0) return x;
  const bool below = x.high >> 63 != 0;
  const migspec_wide over = remainder_of(below ? negative(x) : x, step);
  if (migspec_wide_compare(over, zero) == 0) return x;
  return below ? migspec_wide_add(x, over) : migspec_wide_add(x, migspec_wide_sub(step, over));
}
`;
