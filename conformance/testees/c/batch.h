/* Many payloads of one codec at a time, in binary: for inputs in such numbers that JSON would cost more than the codecs. */
#ifndef BATCH_H
#define BATCH_H

/*
 * Standard input: a message as a testee gets it (decode, without hex), then a u32, how many payloads follow, then each as
 * u32 version, u32 length, bytes. Standard output, for each payload: u32 code of decoding, u32 code of encoding what was
 * decoded (0 where nothing was), u32 length, the bytes encoded. All big-endian; again and again until the input ends.
 */
int batch(void);

#endif
