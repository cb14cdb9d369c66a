// Folders of output files.
#ifndef KR_CMD_FOLDER_H
#define KR_CMD_FOLDER_H

#include "base/error.h"

// Makes the folder of a file and its parents; what went wrong is printed.
KR_MUST_CHECK int kr_make_folder(const char *file);

#endif
