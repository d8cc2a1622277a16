/*
 * standalone.c: a main() for fuzz targets: runs one over the files, and the files of the folders,
 * given as arguments, so that a corpus is a plain test that needs no fuzzer. With no file to run
 * it fails: a corpus that was not found must not look like one that passed.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

enum { PATH_BYTES_MAX = 4096 };

/* All bytes of a file in memory of exactly that size, so that reading past them is seen. */
static uint8_t *read_file(const char *path, size_t bytes)
{
    uint8_t *data = malloc(bytes > 0 ? bytes : 1);
    FILE *file = fopen(path, "rb");

    if (data != NULL && (file == NULL || fread(data, 1, bytes, file) != bytes)) {
        free(data);
        data = NULL;
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return data;
}

/* How many files were run; -1 when one could not be read. */
static int run_file(const char *path, size_t bytes)
{
    uint8_t *data = read_file(path, bytes);

    if (data == NULL) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return -1;
    }
    (void)LLVMFuzzerTestOneInput(data, bytes);
    free(data);
    return 1;
}

static int run(const char *path);

static int run_folder(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    int count = 0;

    if (folder == NULL) {
        (void)fprintf(stderr, "%s: cannot be opened\n", path);
        return -1;
    }
    while (count >= 0 && (entry = readdir(folder)) != NULL) {
        char inner[PATH_BYTES_MAX];
        int ran;

        if (entry->d_name[0] == '.') {
            continue;
        }
        if (snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) >= (int)sizeof inner) {
            ran = -1;
        } else {
            ran = run(inner);
        }
        count = ran < 0 ? -1 : count + ran;
    }
    (void)closedir(folder);
    return count;
}

static int run(const char *path)
{
    struct stat status;

    if (stat(path, &status) != 0) {
        (void)fprintf(stderr, "%s: not found\n", path);
        return -1;
    }
    return S_ISDIR(status.st_mode) ? run_folder(path) : run_file(path, (size_t)status.st_size);
}

int main(int argument_count, char **arguments)
{
    int count = 0;

    for (int i = 1; i < argument_count; i++) {
        int ran = run(arguments[i]);

        if (ran < 0) {
            return EXIT_FAILURE;
        }
        count += ran;
    }
    (void)printf("%d inputs\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
