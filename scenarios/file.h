// Reading whole text files, and the names of files.
#ifndef KR_SCENARIOS_FILE_H
#define KR_SCENARIOS_FILE_H

#include "base/diag.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

// Reads all of a file into memory that the caller frees; one zero byte follows the text.
// KR_ERR_NO_FILE, KR_ERR_IO or KR_ERR_NO_MEMORY on failure.
KR_MUST_CHECK int kr_file_read(const char *path, char **bytes, size_t *size);

// Reports the first byte that is not UTF-8 text (or is a control character other than tab
// and line ends) as bad-text; true when there is none.
bool kr_text_check(const char *path, const char *bytes, size_t size,
                   struct kr_diag *diag);

// Number of characters in `count` bytes of UTF-8.
int kr_text_characters(const char *bytes, size_t count);

// "folder/name" in new memory, without `a/..` in it where that names the same file;
// `name` alone when it is absolute or the folder is empty. NULL when there is no memory.
char *kr_path_join(const char *folder, const char *name);

// The folder of a file ("." when the path has none), in new memory; NULL without memory.
char *kr_path_folder(const char *path);

bool kr_path_exists(const char *path);

// Where nothing has the name `path`: what is nearest to it, folder by folder, in new
// memory, for "did you mean"; NULL when there is something, or nothing near.
char *kr_path_nearest(const char *path);

#endif
