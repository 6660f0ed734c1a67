// Loaded before the C library (LD_PRELOAD), it delays each flush to the disk by the milliseconds in the file REHEARSAL_SLOW_DISK, by none
// when the file is missing. This slows the disk down for one process only.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_for_the_disk(void) {
  const char *path = getenv("REHEARSAL_SLOW_DISK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  char digits[16] = {0};
  ssize_t length = read(file, digits, sizeof digits - 1);
  close(file);
  if (length > 0) usleep((useconds_t)atoi(digits) * 1000);
}

int fsync(int file) {
  static int (*next)(int);
  if (!next) next = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_for_the_disk();
  return next(file);
}

int fdatasync(int file) {
  static int (*next)(int);
  if (!next) next = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_for_the_disk();
  return next(file);
}
