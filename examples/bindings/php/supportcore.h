#define FFI_SCOPE "SUPPORTCORE"
#define FFI_LIB "libsupportcore.so.0.1"
/* For ffi.preload and FFI::load(): what the PHP binding needs of supportcore_ffi.h.
 * Where the library is not on the loader's path, give a copy with its path as FFI_LIB.
 * Made of include/supportcore_ffi.h by examples/bindings/generate; do not edit. */
typedef struct sup_allocator sup_allocator;
typedef struct sup_caller sup_caller;
typedef struct sup_chain_key sup_chain_key;
typedef struct sup_core sup_core;
typedef struct sup_error sup_error;
typedef struct sup_options sup_options;
typedef struct sup_sqlite_options sup_sqlite_options;
typedef struct sup_store sup_store;
typedef struct sup_zones sup_zones;
enum sup_code {
    SUP_OK = 0,
    SUP_INVALID = -1,
    SUP_NOT_FOUND = -2,
    SUP_EXISTS = -3,
    SUP_CONFLICT = -4,
    SUP_REFUSED = -5,
    SUP_LIMIT = -6,
    SUP_BUSY = -7,
    SUP_IO = -8,
    SUP_CORRUPT = -9,
    SUP_NOMEM = -10,
    SUP_MISUSE = -11,
    SUP_UNSUPPORTED = -12,
    SUP_FORKED = -13
};
const char *sup_code_name(int32_t code);
const char *sup_version(void);
enum {
    SUP_ERROR_TEXT_SIZE = 256,
    SUP_ERROR_HINT_SIZE = 192,
    SUP_ERROR_FIELD_SIZE = 128
};
struct sup_error {
    uint32_t size;
    int32_t code;
    int32_t message_id;
    int32_t backend_code;
    char text[SUP_ERROR_TEXT_SIZE];
    char hint[SUP_ERROR_HINT_SIZE];
    char field[SUP_ERROR_FIELD_SIZE];
};
enum sup_actor_kind {
    SUP_ACTOR_NONE = 0,
    SUP_ACTOR_AGENT = 1,
    SUP_ACTOR_BOT = 2,
    SUP_ACTOR_CUSTOMER = 3,
    SUP_ACTOR_SYSTEM = 4,
    SUP_ACTOR_INTEGRATION = 5
};
enum sup_caller_flag {
    SUP_CALLER_IMPORT = 1
};
struct sup_caller {
    uint32_t size;
    int32_t actor_kind;
    int64_t actor_id;
    int64_t now_ms;
    int64_t at_ms;
    const char *traceparent;
    uint32_t flags;
    uint32_t reserved;
};
struct sup_zones {
    uint32_t size;
    uint32_t reserved;
    const char *directory;
    int32_t (*read)(void *user, const char *name, void *out, size_t capacity, size_t *bytes);
    void *read_user;
};
void sup_free(void *owned);
const char *sup_message_name(int32_t message_id);
int32_t sup_error_is_retryable(const sup_error *error);
typedef int32_t sup_progress_fn(void *user, int64_t done, int64_t total);
void sup_store_close(sup_store *store);
struct sup_chain_key {
    const char *id;
    const void *bytes;
    size_t size_bytes;
};
struct sup_options {
    uint32_t size;
    uint32_t reserved;
    sup_store *store;
    int64_t tenant;
    const sup_allocator *allocator;
    void (*log)(void *user, int32_t level, const char *text);
    void *log_user;
    int32_t (*random)(void *user, void *out, size_t bytes);
    void *random_user;
    const sup_chain_key *chain_keys;
    uint32_t chain_key_count;
    uint32_t reserved2;
    const sup_zones *zones;
};
int32_t sup_open(const sup_options *options, sup_core **core, sup_error *error);
void sup_close(sup_core *core);
const sup_error *sup_last_error(const sup_core *core);
int32_t sup_backup(sup_core *core, const char *path, sup_progress_fn *progress, void *user);
int32_t sup_maintain(sup_core *core);
int32_t sup_purge(sup_core *core);
int32_t sup_call(sup_core *core, const sup_caller *caller, const char *request, size_t length, char **reply, size_t *reply_length);
enum sup_durability {
    SUP_DURABILITY_FULL = 0,
    SUP_DURABILITY_NORMAL = 1
};
struct sup_sqlite_options {
    uint32_t size;
    int32_t durability;
    const char *path;
    int32_t busy_timeout_ms;
    uint32_t is_read_only;
    uint32_t must_exist;
    uint32_t page_bytes;
    const sup_allocator *allocator;
};
int32_t sup_sqlite_open(const sup_sqlite_options *options, sup_store **store, sup_error *error);
