/* supportcore_ffi.h: the public headers of libsupportcore for foreign-function interfaces.
 * Made of them, not written by hand; what things mean stands there, and in docs/json-rpc.md. */

typedef struct sqlite3 sqlite3;
typedef struct sup_agent sup_agent;
typedef struct sup_agent_get_params sup_agent_get_params;
typedef struct sup_agent_list sup_agent_list_t;
typedef struct sup_agent_list_params sup_agent_list_params;
typedef struct sup_agent_save_params sup_agent_save_params;
typedef struct sup_agent_session sup_agent_session;
typedef struct sup_agent_session_list sup_agent_session_list;
typedef struct sup_agent_sessions_params sup_agent_sessions_params;
typedef struct sup_agent_set_availability_params sup_agent_set_availability_params;
typedef struct sup_aggregate sup_aggregate;
typedef struct sup_allocator sup_allocator;
typedef struct sup_approval sup_approval;
typedef struct sup_approval_decide_params sup_approval_decide_params;
typedef struct sup_approval_list sup_approval_list_t;
typedef struct sup_approval_list_params sup_approval_list_params;
typedef struct sup_attachment sup_attachment;
typedef struct sup_authority_answer sup_authority_answer;
typedef struct sup_authority_check_params sup_authority_check_params;
typedef struct sup_authority_confirm_params sup_authority_confirm_params;
typedef struct sup_authority_execute_params sup_authority_execute_params;
typedef struct sup_authority_explain_params sup_authority_explain_params;
typedef struct sup_authority_fail_params sup_authority_fail_params;
typedef struct sup_authority_limit sup_authority_limit;
typedef struct sup_authority_offer_params sup_authority_offer_params;
typedef struct sup_authority_precedents_params sup_authority_precedents_params;
typedef struct sup_authority_request_params sup_authority_request_params;
typedef struct sup_authority_review_params sup_authority_review_params;
typedef struct sup_authority_withdraw_params sup_authority_withdraw_params;
typedef struct sup_batch_item sup_batch_item;
typedef struct sup_calendar_add_params sup_calendar_add_params;
typedef struct sup_calendar_between_params sup_calendar_between_params;
typedef struct sup_calendar_intervals sup_calendar_intervals_t;
typedef struct sup_calendar_intervals_params sup_calendar_intervals_params;
typedef struct sup_calendar_length sup_calendar_length;
typedef struct sup_calendar_state sup_calendar_state;
typedef struct sup_calendar_time sup_calendar_time;
typedef struct sup_calendar_time_params sup_calendar_time_params;
typedef struct sup_caller sup_caller;
typedef struct sup_chain_head sup_chain_head_t;
typedef struct sup_chain_head_params sup_chain_head_params;
typedef struct sup_chain_key sup_chain_key;
typedef struct sup_chain_report sup_chain_report;
typedef struct sup_chain_verify_params sup_chain_verify_params;
typedef struct sup_check_params sup_check_params;
typedef struct sup_check_report sup_check_report;
typedef struct sup_column sup_column;
typedef struct sup_conformance sup_conformance;
typedef struct sup_context_article sup_context_article;
typedef struct sup_context_contact sup_context_contact;
typedef struct sup_context_remedy sup_context_remedy;
typedef struct sup_context_thing sup_context_thing;
typedef struct sup_context_ticket sup_context_ticket;
typedef struct sup_context_work sup_context_work;
typedef struct sup_core sup_core;
typedef struct sup_corrective sup_corrective;
typedef struct sup_corrective_change_params sup_corrective_change_params;
typedef struct sup_corrective_close_params sup_corrective_close_params;
typedef struct sup_corrective_list sup_corrective_list_t;
typedef struct sup_corrective_list_params sup_corrective_list_params;
typedef struct sup_corrective_record_params sup_corrective_record_params;
typedef struct sup_customer sup_customer;
typedef struct sup_customer_context sup_customer_context_t;
typedef struct sup_customer_context_params sup_customer_context_params;
typedef struct sup_customer_erase_params sup_customer_erase_params;
typedef struct sup_customer_export sup_customer_export_t;
typedef struct sup_customer_export_params sup_customer_export_params;
typedef struct sup_customer_get_params sup_customer_get_params;
typedef struct sup_customer_identity sup_customer_identity;
typedef struct sup_customer_member sup_customer_member;
typedef struct sup_customer_merge_params sup_customer_merge_params;
typedef struct sup_customer_report_params sup_customer_report_params;
typedef struct sup_customer_resolve_params sup_customer_resolve_params;
typedef struct sup_customer_save_params sup_customer_save_params;
typedef struct sup_customer_unmerge_params sup_customer_unmerge_params;
typedef struct sup_difference sup_difference;
typedef struct sup_due_list sup_due_list;
typedef struct sup_due_ticket sup_due_ticket;
typedef struct sup_error sup_error;
typedef struct sup_event sup_event;
typedef struct sup_event_list sup_event_list_t;
typedef struct sup_event_list_params sup_event_list_params;
typedef struct sup_fact sup_fact;
typedef struct sup_fact_record_params sup_fact_record_params;
typedef struct sup_field sup_field;
typedef struct sup_filter sup_filter;
typedef struct sup_floor_cause sup_floor_cause;
typedef struct sup_floor_escalate_params sup_floor_escalate_params;
typedef struct sup_floor_evidence_params sup_floor_evidence_params;
typedef struct sup_floor_explain_params sup_floor_explain_params;
typedef struct sup_floor_explanation sup_floor_explanation;
typedef struct sup_floor_figures sup_floor_figures;
typedef struct sup_floor_held sup_floor_held;
typedef struct sup_floor_list sup_floor_list_t;
typedef struct sup_floor_list_params sup_floor_list_params;
typedef struct sup_floor_lower_params sup_floor_lower_params;
typedef struct sup_floor_missing sup_floor_missing;
typedef struct sup_floor_record sup_floor_record;
typedef struct sup_floor_sign_params sup_floor_sign_params;
typedef struct sup_floor_signature sup_floor_signature;
typedef struct sup_floor_summary sup_floor_summary_t;
typedef struct sup_floor_summary_params sup_floor_summary_params;
typedef struct sup_floor_ticket sup_floor_ticket;
typedef struct sup_floor_visit sup_floor_visit;
typedef struct sup_guide_item sup_guide_item;
typedef struct sup_handover_step sup_handover_step;
typedef struct sup_history sup_history;
typedef struct sup_history_item sup_history_item;
typedef struct sup_hours sup_hours;
typedef struct sup_hours_options sup_hours_options;
typedef struct sup_identity sup_identity;
typedef struct sup_import_mark_params sup_import_mark_params;
typedef struct sup_import_position sup_import_position_t;
typedef struct sup_import_position_params sup_import_position_params;
typedef struct sup_index sup_index;
typedef struct sup_kpi_age sup_kpi_age;
typedef struct sup_kpi_answer sup_kpi_answer;
typedef struct sup_kpi_backlog sup_kpi_backlog_t;
typedef struct sup_kpi_backlog_params sup_kpi_backlog_params;
typedef struct sup_kpi_check_params sup_kpi_check_params;
typedef struct sup_kpi_check_report sup_kpi_check_report;
typedef struct sup_kpi_compare_params sup_kpi_compare_params;
typedef struct sup_kpi_comparison sup_kpi_comparison;
typedef struct sup_kpi_definition sup_kpi_definition;
typedef struct sup_kpi_definition_list sup_kpi_definition_list;
typedef struct sup_kpi_definitions_params sup_kpi_definitions_params;
typedef struct sup_kpi_difference sup_kpi_difference;
typedef struct sup_kpi_driver sup_kpi_driver;
typedef struct sup_kpi_driver_list sup_kpi_driver_list;
typedef struct sup_kpi_drivers_params sup_kpi_drivers_params;
typedef struct sup_kpi_explain_params sup_kpi_explain_params;
typedef struct sup_kpi_explanation sup_kpi_explanation;
typedef struct sup_kpi_filter sup_kpi_filter;
typedef struct sup_kpi_open_ticket sup_kpi_open_ticket;
typedef struct sup_kpi_query_params sup_kpi_query_params;
typedef struct sup_kpi_rebuild_params sup_kpi_rebuild_params;
typedef struct sup_kpi_rebuild_report sup_kpi_rebuild_report;
typedef struct sup_kpi_row sup_kpi_row;
typedef struct sup_kpi_scorecard sup_kpi_scorecard_t;
typedef struct sup_kpi_scorecard_line sup_kpi_scorecard_line;
typedef struct sup_kpi_scorecard_params sup_kpi_scorecard_params;
typedef struct sup_kpi_spread sup_kpi_spread;
typedef struct sup_kpi_thing sup_kpi_thing;
typedef struct sup_ledger_entry sup_ledger_entry;
typedef struct sup_ledger_excess sup_ledger_excess;
typedef struct sup_ledger_list sup_ledger_list_t;
typedef struct sup_ledger_list_params sup_ledger_list_params;
typedef struct sup_ledger_report_params sup_ledger_report_params;
typedef struct sup_ledger_sum sup_ledger_sum;
typedef struct sup_message sup_message;
typedef struct sup_message_item sup_message_item;
typedef struct sup_message_list sup_message_list;
typedef struct sup_miss sup_miss;
typedef struct sup_miss_group sup_miss_group;
typedef struct sup_miss_list sup_miss_list;
typedef struct sup_miss_summary sup_miss_summary;
typedef struct sup_next_due sup_next_due;
typedef struct sup_next_due_params sup_next_due_params;
typedef struct sup_offer sup_offer;
typedef struct sup_offer_band sup_offer_band;
typedef struct sup_offer_remedy sup_offer_remedy;
typedef struct sup_operation sup_operation;
typedef struct sup_options sup_options;
typedef struct sup_outbox_ack_params sup_outbox_ack_params;
typedef struct sup_outbox_item sup_outbox_item;
typedef struct sup_outbox_page sup_outbox_page;
typedef struct sup_outbox_pull_params sup_outbox_pull_params;
typedef struct sup_outcome_rate_params sup_outcome_rate_params;
typedef struct sup_policy sup_policy;
typedef struct sup_policy_change sup_policy_change;
typedef struct sup_policy_demand sup_policy_demand;
typedef struct sup_policy_diff sup_policy_diff_t;
typedef struct sup_policy_diff_params sup_policy_diff_params;
typedef struct sup_policy_list sup_policy_list_t;
typedef struct sup_policy_list_params sup_policy_list_params;
typedef struct sup_policy_params sup_policy_params;
typedef struct sup_policy_problem sup_policy_problem;
typedef struct sup_policy_report sup_policy_report;
typedef struct sup_policy_rollback_params sup_policy_rollback_params;
typedef struct sup_policy_rule sup_policy_rule;
typedef struct sup_policy_show_params sup_policy_show_params;
typedef struct sup_policy_step sup_policy_step;
typedef struct sup_policy_target sup_policy_target;
typedef struct sup_policy_test sup_policy_test_t;
typedef struct sup_policy_test_params sup_policy_test_params;
typedef struct sup_policy_version sup_policy_version;
typedef struct sup_precedent sup_precedent;
typedef struct sup_precedent_list sup_precedent_list;
typedef struct sup_quality_review sup_quality_review;
typedef struct sup_read sup_read;
typedef struct sup_receipt sup_receipt;
typedef struct sup_reference sup_reference;
typedef struct sup_reference_get_params sup_reference_get_params;
typedef struct sup_reference_params sup_reference_params;
typedef struct sup_reference_report_params sup_reference_report_params;
typedef struct sup_remedy_request sup_remedy_request;
typedef struct sup_reminder sup_reminder;
typedef struct sup_reported_fact sup_reported_fact;
typedef struct sup_review sup_review;
typedef struct sup_review_group sup_review_group;
typedef struct sup_review_list sup_review_list_t;
typedef struct sup_review_list_params sup_review_list_params;
typedef struct sup_review_money sup_review_money;
typedef struct sup_review_record_params sup_review_record_params;
typedef struct sup_review_reported sup_review_reported;
typedef struct sup_review_sample sup_review_sample_t;
typedef struct sup_review_sample_params sup_review_sample_params;
typedef struct sup_review_section sup_review_section;
typedef struct sup_sample_agent sup_sample_agent;
typedef struct sup_sample_ticket sup_sample_ticket;
typedef struct sup_scan sup_scan;
typedef struct sup_schema sup_schema_t;
typedef struct sup_shape sup_shape;
typedef struct sup_sla_due_params sup_sla_due_params;
typedef struct sup_sla_explain_params sup_sla_explain_params;
typedef struct sup_sla_explanation sup_sla_explanation;
typedef struct sup_sla_guide sup_sla_guide_t;
typedef struct sup_sla_guide_params sup_sla_guide_params;
typedef struct sup_sla_miss_summary_params sup_sla_miss_summary_params;
typedef struct sup_sla_misses_params sup_sla_misses_params;
typedef struct sup_sla_record_cause_params sup_sla_record_cause_params;
typedef struct sup_span sup_span;
typedef struct sup_sqlite_options sup_sqlite_options;
typedef struct sup_staffing sup_staffing;
typedef struct sup_staffing_agents_params sup_staffing_agents_params;
typedef struct sup_staffing_queue sup_staffing_queue;
typedef struct sup_store sup_store;
typedef struct sup_store_methods sup_store_methods;
typedef struct sup_summary sup_summary;
typedef struct sup_summary_params sup_summary_params;
typedef struct sup_survey sup_survey;
typedef struct sup_survey_answered_params sup_survey_answered_params;
typedef struct sup_survey_asked_params sup_survey_asked_params;
typedef struct sup_survey_list sup_survey_list_t;
typedef struct sup_survey_list_params sup_survey_list_params;
typedef struct sup_table sup_table;
typedef struct sup_thing sup_thing;
typedef struct sup_tick_params sup_tick_params;
typedef struct sup_tick_result sup_tick_result;
typedef struct sup_ticket sup_ticket;
typedef struct sup_ticket_assign_params sup_ticket_assign_params;
typedef struct sup_ticket_classify_params sup_ticket_classify_params;
typedef struct sup_ticket_field sup_ticket_field;
typedef struct sup_ticket_fill_params sup_ticket_fill_params;
typedef struct sup_ticket_get_params sup_ticket_get_params;
typedef struct sup_ticket_handover sup_ticket_handover_t;
typedef struct sup_ticket_handover_params sup_ticket_handover_params;
typedef struct sup_ticket_link sup_ticket_link_t;
typedef struct sup_ticket_link_params sup_ticket_link_params;
typedef struct sup_ticket_list sup_ticket_list_t;
typedef struct sup_ticket_list_params sup_ticket_list_params;
typedef struct sup_ticket_member sup_ticket_member;
typedef struct sup_ticket_merge_params sup_ticket_merge_params;
typedef struct sup_ticket_message_params sup_ticket_message_params;
typedef struct sup_ticket_move_params sup_ticket_move_params;
typedef struct sup_ticket_open_params sup_ticket_open_params;
typedef struct sup_ticket_page_params sup_ticket_page_params;
typedef struct sup_ticket_prioritize_params sup_ticket_prioritize_params;
typedef struct sup_ticket_receive_params sup_ticket_receive_params;
typedef struct sup_ticket_remind_params sup_ticket_remind_params;
typedef struct sup_ticket_split_params sup_ticket_split_params;
typedef struct sup_ticket_tag_params sup_ticket_tag_params;
typedef struct sup_ticket_timers_params sup_ticket_timers_params;
typedef struct sup_ticket_transfer_params sup_ticket_transfer_params;
typedef struct sup_ticket_unmerge_params sup_ticket_unmerge_params;
typedef struct sup_ticket_unremind_params sup_ticket_unremind_params;
typedef struct sup_ticket_watch_params sup_ticket_watch_params;
typedef struct sup_ticket_watcher sup_ticket_watcher;
typedef struct sup_timer sup_timer;
typedef struct sup_timer_list sup_timer_list;
typedef struct sup_timer_promise sup_timer_promise;
typedef struct sup_timer_span sup_timer_span;
typedef struct sup_value sup_value;
typedef struct sup_view sup_view;
typedef struct sup_zones sup_zones;

/* supportcore/base.h */
enum {
    SUP_VERSION_MAJOR = 0,
    SUP_VERSION_MINOR = 1,
    SUP_VERSION_PATCH = 0
};
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
int32_t sup_version_number(void);
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
struct sup_allocator {
    uint32_t size;
    uint32_t reserved;
    void *user;
    void *(*resize)(void *user, void *memory, size_t bytes);
};
enum {
    SUP_ZONE_BYTES_MAX = 65536,
    SUP_ZONE_NAME_BYTES_MAX = 64
};
struct sup_zones {
    uint32_t size;
    uint32_t reserved;
    const char *directory;
    int32_t (*read)(void *user, const char *name, void *out, size_t capacity, size_t *bytes);
    void *read_user;
};
void sup_free(void *owned);

/* supportcore/hours.h */
enum {
    SUP_CALENDAR_BYTES_MAX = 1048576,
    SUP_CALENDAR_YEAR_FIRST = 1900,
    SUP_CALENDAR_YEAR_LAST = 2199,
    SUP_CALENDAR_PAUSES_MAX = 100000
};
struct sup_span {
    int64_t begin_ms;
    int64_t end_ms;
};
struct sup_hours_options {
    uint32_t size;
    uint32_t reserved;
    const char *calendar;
    const sup_allocator *allocator;
    const sup_zones *zones;
};
int32_t sup_hours_open(const sup_hours_options *options, sup_hours **hours, sup_error *error);
void sup_hours_close(sup_hours *hours);
const char *sup_hours_digest(const sup_hours *hours);
int32_t sup_hours_is_open(const sup_hours *hours, int64_t at_ms);
int32_t sup_hours_between(sup_hours *hours, int64_t from_ms, int64_t to_ms, int64_t *open_ms);
int32_t sup_hours_between_pauses(sup_hours *hours, int64_t from_ms, int64_t to_ms, const sup_span *pauses, uint32_t count, int64_t *open_ms);
int32_t sup_hours_add(sup_hours *hours, int64_t from_ms, int64_t open_ms, int64_t *at_ms);
int32_t sup_hours_subtract(sup_hours *hours, int64_t from_ms, int64_t open_ms, int64_t *at_ms);
int32_t sup_hours_next_open(sup_hours *hours, int64_t from_ms, int64_t *at_ms);
int32_t sup_hours_next_close(sup_hours *hours, int64_t from_ms, int64_t *at_ms);
int32_t sup_hours_intervals(sup_hours *hours, int64_t from_ms, int64_t to_ms, sup_span *spans, uint32_t room, uint32_t *count, int64_t *next_ms);

/* supportcore/message.h */
struct sup_message {
    uint32_t size;
    int32_t id;
    int32_t code;
    uint32_t reserved;
    const char *name;
    const char *meaning;
    const char *hint;
};
int32_t sup_message_count(void);
const sup_message *sup_message_at(int32_t index);
const char *sup_message_name(int32_t message_id);
int32_t sup_error_is_retryable(const sup_error *error);

/* supportcore/sys/store.h */
enum {
    SUP_STORE_COLUMNS_MAX = 60,
    SUP_STORE_KEY_COLUMNS_MAX = 12,
    SUP_STORE_INDEXES_MAX = 8,
    SUP_STORE_GET_MANY_MAX = 100,
    SUP_STORE_FILTERS_MAX = 8,
    SUP_STORE_READ_MANY_MAX = 4096,
    SUP_STORE_ROWS_ONLY = 255
};
enum sup_type {
    SUP_NULL = 0,
    SUP_INT = 1,
    SUP_TEXT = 2,
    SUP_BLOB = 3
};
struct sup_value {
    int32_t type;
    uint32_t reserved;
    int64_t number;
    const void *data;
    size_t bytes;
};
enum sup_column_flag {
    SUP_COLUMN_NULLABLE = 1,
    SUP_COLUMN_PRIVATE = 2
};
struct sup_column {
    const char *name;
    int32_t type;
    uint32_t flags;
    const char *meaning;
};
struct sup_index {
    const char *name;
    uint32_t is_unique;
    uint32_t column_count;
    const uint32_t *columns;
};
enum sup_table_kind {
    SUP_TABLE_RECORD = 1,
    SUP_TABLE_PROJECTION = 2,
    SUP_TABLE_OPERATIONAL = 3
};
enum sup_table_flag {
    SUP_TABLE_WIDE = 1
};
struct sup_table {
    const char *name;
    int32_t kind;
    uint32_t key_count;
    uint32_t column_count;
    uint32_t index_count;
    const sup_column *columns;
    const sup_index *indexes;
    int32_t version_column;
    uint32_t flags;
    const char *meaning;
};
struct sup_view {
    const char *name;
    const char *select;
    const char *meaning;
    const char *columns;
};
struct sup_schema {
    uint32_t size;
    int32_t version;
    uint32_t table_count;
    uint32_t view_count;
    const sup_table *tables;
    const sup_view *views;
};
const sup_schema_t *sup_schema(void);
enum sup_mode {
    SUP_READ = 1,
    SUP_WRITE = 2
};
enum sup_compare {
    SUP_EQ = 1,
    SUP_NE = 2,
    SUP_LT = 3,
    SUP_LE = 4,
    SUP_GT = 5,
    SUP_GE = 6
};
struct sup_filter {
    uint32_t column;
    int32_t compare;
    sup_value value;
};
struct sup_scan {
    uint32_t size;
    uint32_t table;
    uint32_t index;
    uint32_t prefix_count;
    const sup_value *prefix;
    uint32_t lower_count;
    uint32_t lower_is_open;
    const sup_value *lower;
    uint32_t upper_count;
    uint32_t upper_is_open;
    const sup_value *upper;
    uint32_t filter_count;
    uint32_t is_descending;
    const sup_filter *filters;
    uint32_t limit;
    uint32_t reserved;
    uint64_t columns;
};
struct sup_aggregate {
    int64_t count;
    int64_t sum;
    int64_t min;
    int64_t max;
    int32_t is_empty;
    int32_t reserved;
};
typedef int32_t sup_row_fn(void *context, const sup_value *row, uint32_t count);
struct sup_read {
    const sup_scan *scan;
    sup_aggregate *aggregate;
    uint32_t column;
    uint32_t reserved;
};
typedef int32_t sup_read_fn(void *context, uint32_t read, const sup_value *row, uint32_t count);
typedef int32_t sup_progress_fn(void *user, int64_t done, int64_t total);
struct sup_store_methods {
    uint32_t size;
    uint32_t reserved;
    const char *name;
    int32_t (*prepare)(sup_store *store, const sup_schema_t *schema);
    int32_t (*begin)(sup_store *store, int64_t tenant, int32_t mode);
    int32_t (*commit)(sup_store *store);
    int32_t (*rollback)(sup_store *store);
    int32_t (*insert)(sup_store *store, uint32_t table, const sup_value *row);
    int32_t (*put)(sup_store *store, uint32_t table, const sup_value *row);
    int32_t (*update)(sup_store *store, uint32_t table, const sup_value *row, uint64_t mask, int64_t expected_version);
    int32_t (*get)(sup_store *store, uint32_t table, uint32_t index, const sup_value *key, sup_row_fn *fn, void *context);
    int32_t (*get_many)(sup_store *store, uint32_t table, const sup_value *keys, uint32_t count, sup_row_fn *fn, void *context);
    int32_t (*scan)(sup_store *store, const sup_scan *scan, sup_row_fn *fn, void *context);
    int32_t (*remove)(sup_store *store, uint32_t table, const sup_value *key);
    int32_t (*remove_range)(sup_store *store, const sup_scan *scan, int64_t *removed);
    int32_t (*aggregate)(sup_store *store, const sup_scan *scan, uint32_t column, sup_aggregate *out);
    void (*close)(sup_store *store);
    int32_t (*backup)(sup_store *store, const char *path, sup_progress_fn *progress, void *user);
    int32_t (*maintain)(sup_store *store);
    int32_t (*content)(sup_store *store, uint64_t *number);
    int32_t (*read_many)(sup_store *store, const sup_read *reads, uint32_t count, sup_read_fn *fn, void *context);
    int32_t (*purge)(sup_store *store);
};
struct sup_store {
    const sup_store_methods *methods;
    sup_error error;
    uint32_t core_count;
    uint32_t is_closed;
};
void sup_store_close(sup_store *store);

/* supportcore/core.h */
enum sup_log_level {
    SUP_LOG_DEBUG = 1,
    SUP_LOG_INFO = 2,
    SUP_LOG_WARNING = 3,
    SUP_LOG_ERROR = 4
};
enum {
    SUP_CHAIN_KEYS_MAX = 16,
    SUP_CHAIN_KEY_BYTES_MIN = 16,
    SUP_CHAIN_KEY_BYTES_MAX = 64
};
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
int64_t sup_storage_calls(const sup_core *core);

/* supportcore/operation.h */
struct sup_receipt {
    uint32_t size;
    int32_t is_replay;
    int64_t id;
    int64_t ticket_id;
    int64_t version;
    int64_t sequence;
    int64_t duplicate_of;
};
enum sup_field_type {
    SUP_FIELD_ID = 1,
    SUP_FIELD_INT = 2,
    SUP_FIELD_BOOL = 3,
    SUP_FIELD_ENUM = 4,
    SUP_FIELD_TIME = 5,
    SUP_FIELD_DURATION = 6,
    SUP_FIELD_CODE = 7,
    SUP_FIELD_TEXT = 8,
    SUP_FIELD_JSON = 9,
    SUP_FIELD_OBJECT = 10,
    SUP_FIELD_COUNT = 11
};
enum sup_field_flag {
    SUP_FIELD_REQUIRED = 1,
    SUP_FIELD_LIST = 2,
    SUP_FIELD_LINES = 4,
    SUP_FIELD_SCALAR = 8
};
struct sup_field {
    const char *name;
    const char *summary;
    int32_t type;
    uint32_t flags;
    uint32_t offset;
    uint32_t count_offset;
    uint32_t bytes_max;
    uint32_t items_max;
    const char *const *names;
    const sup_shape *shape;
};
struct sup_shape {
    const char *name;
    const char *summary;
    uint32_t struct_bytes;
    uint32_t field_count;
    const sup_field *fields;
    uint32_t reserved_offset;
};
enum sup_operation_flag {
    SUP_OPERATION_WRITES = 1,
    SUP_OPERATION_BATCHES = 2,
    SUP_OPERATION_RECEIPT = 4,
    SUP_OPERATION_CATCHES_UP = 8,
    SUP_OPERATION_RECORDS = 16,
    SUP_OPERATION_HAS_ID = 32,
    SUP_OPERATION_HAS_TICKET = 64
};
struct sup_operation {
    int32_t number;
    uint32_t flags;
    const char *name;
    const char *summary;
    const char *action;
    const char *reads;
    const char *writes;
    const sup_shape *params;
    const sup_shape *result;
    const char *governed_by;
};
enum sup_operation_number {
    SUP_OP_AGENT_SAVE = 1,
    SUP_OP_AGENT_GET = 2,
    SUP_OP_AGENT_LIST = 3,
    SUP_OP_CUSTOMER_SAVE = 4,
    SUP_OP_CUSTOMER_GET = 5,
    SUP_OP_TICKET_OPEN = 6,
    SUP_OP_TICKET_RECEIVE = 7,
    SUP_OP_TICKET_REPLY = 8,
    SUP_OP_TICKET_NOTE = 9,
    SUP_OP_TICKET_MOVE = 10,
    SUP_OP_TICKET_PRIORITIZE = 11,
    SUP_OP_TICKET_CLASSIFY = 12,
    SUP_OP_TICKET_ASSIGN = 13,
    SUP_OP_TICKET_TRANSFER = 14,
    SUP_OP_TICKET_TAG = 15,
    SUP_OP_TICKET_UNTAG = 16,
    SUP_OP_REFERENCE_ADD = 17,
    SUP_OP_REFERENCE_REMOVE = 18,
    SUP_OP_FACT_RECORD = 19,
    SUP_OP_TICKET_GET = 20,
    SUP_OP_TICKET_LIST = 21,
    SUP_OP_TICKET_MESSAGES = 22,
    SUP_OP_TICKET_HISTORY = 23,
    SUP_OP_POLICY_ACTIVATE = 24,
    SUP_OP_POLICY_CHECK = 25,
    SUP_OP_POLICY_SHOW = 26,
    SUP_OP_EVENT_LIST = 27,
    SUP_OP_CHAIN_HEAD = 28,
    SUP_OP_CHAIN_VERIFY = 29,
    SUP_OP_DESK_TICK = 30,
    SUP_OP_DESK_NEXT_DUE = 31,
    SUP_OP_DESK_SUMMARY = 32,
    SUP_OP_DESK_CHECK = 33,
    SUP_OP_DESK_REBUILD = 34,
    SUP_OP_OUTBOX_PULL = 35,
    SUP_OP_OUTBOX_ACK = 36,
    SUP_OP_IMPORT_MARK = 37,
    SUP_OP_IMPORT_POSITION = 38,
    SUP_OP_AGENT_SET_AVAILABILITY = 39,
    SUP_OP_AGENT_SESSIONS = 40,
    SUP_OP_POLICY_LIST = 41,
    SUP_OP_POLICY_DIFF = 42,
    SUP_OP_POLICY_ROLLBACK = 43,
    SUP_OP_POLICY_TEST = 44,
    SUP_OP_TICKET_FILL = 45,
    SUP_OP_CUSTOMER_RESOLVE = 46,
    SUP_OP_CUSTOMER_MERGE = 47,
    SUP_OP_CUSTOMER_UNMERGE = 48,
    SUP_OP_REFERENCE_REPORT = 49,
    SUP_OP_TICKET_WATCH = 50,
    SUP_OP_TICKET_UNWATCH = 51,
    SUP_OP_TICKET_LINK = 52,
    SUP_OP_TICKET_UNLINK = 53,
    SUP_OP_CUSTOMER_REPORT = 54,
    SUP_OP_REFERENCE_GET = 55,
    SUP_OP_TICKET_MERGE = 56,
    SUP_OP_TICKET_UNMERGE = 57,
    SUP_OP_TICKET_SPLIT = 58,
    SUP_OP_CUSTOMER_CONTEXT = 59,
    SUP_OP_TICKET_HANDOVER = 60,
    SUP_OP_CUSTOMER_ERASE = 61,
    SUP_OP_CUSTOMER_EXPORT = 62,
    SUP_OP_CALENDAR_ADD = 63,
    SUP_OP_CALENDAR_SUBTRACT = 64,
    SUP_OP_CALENDAR_BETWEEN = 65,
    SUP_OP_CALENDAR_IS_OPEN = 66,
    SUP_OP_CALENDAR_NEXT_OPEN = 67,
    SUP_OP_CALENDAR_NEXT_CLOSE = 68,
    SUP_OP_CALENDAR_INTERVALS = 69,
    SUP_OP_TICKET_TIMERS = 70,
    SUP_OP_SLA_DUE = 71,
    SUP_OP_SLA_EXPLAIN = 72,
    SUP_OP_SLA_GUIDE = 73,
    SUP_OP_TICKET_REMIND = 74,
    SUP_OP_TICKET_UNREMIND = 75,
    SUP_OP_SLA_RECORD_CAUSE = 76,
    SUP_OP_SLA_MISSES = 77,
    SUP_OP_SLA_MISS_SUMMARY = 78,
    SUP_OP_FLOOR_ESCALATE = 79,
    SUP_OP_FLOOR_LOWER = 80,
    SUP_OP_FLOOR_SIGN = 81,
    SUP_OP_FLOOR_EVIDENCE = 82,
    SUP_OP_FLOOR_EXPLAIN = 83,
    SUP_OP_FLOOR_LIST = 84,
    SUP_OP_FLOOR_SUMMARY = 85,
    SUP_OP_AUTHORITY_CHECK = 86,
    SUP_OP_AUTHORITY_REQUEST = 87,
    SUP_OP_AUTHORITY_EXECUTE = 88,
    SUP_OP_AUTHORITY_CONFIRM = 89,
    SUP_OP_AUTHORITY_FAIL = 90,
    SUP_OP_AUTHORITY_WITHDRAW = 91,
    SUP_OP_AUTHORITY_EXPLAIN = 92,
    SUP_OP_APPROVAL_DECIDE = 93,
    SUP_OP_APPROVAL_LIST = 94,
    SUP_OP_AUTHORITY_OFFER = 95,
    SUP_OP_AUTHORITY_PRECEDENTS = 96,
    SUP_OP_AUTHORITY_REVIEW = 97,
    SUP_OP_LEDGER_REPORT = 98,
    SUP_OP_LEDGER_LIST = 99,
    SUP_OP_SURVEY_ASKED = 105,
    SUP_OP_SURVEY_ANSWERED = 106,
    SUP_OP_SURVEY_LIST = 107,
    SUP_OP_REVIEW_RECORD = 108,
    SUP_OP_OUTCOME_RATE = 109,
    SUP_OP_REVIEW_LIST = 110,
    SUP_OP_REVIEW_SAMPLE = 111,
    SUP_OP_STAFFING_AGENTS = 112,
    SUP_OP_KPI_DEFINITIONS = 120,
    SUP_OP_KPI_QUERY = 121,
    SUP_OP_KPI_EXPLAIN = 122,
    SUP_OP_KPI_CHECK = 123,
    SUP_OP_KPI_REBUILD = 124,
    SUP_OP_KPI_DRIVERS = 140,
    SUP_OP_KPI_SCORECARD = 150,
    SUP_OP_KPI_COMPARE = 151,
    SUP_OP_CORRECTIVE_RECORD = 152,
    SUP_OP_CORRECTIVE_CHANGE = 153,
    SUP_OP_CORRECTIVE_CLOSE = 154,
    SUP_OP_CORRECTIVE_LIST = 155,
    SUP_OP_KPI_BACKLOG = 161
};
const sup_shape *sup_receipt_shape(void);
int32_t sup_operation_count(void);
const sup_operation *sup_operation_at(int32_t index);
const sup_operation *sup_operation_find(const char *name);
const sup_operation *sup_operation_numbered(int32_t number);
int32_t sup_run(sup_core *core, const sup_caller *caller, int32_t operation, const void *params, sup_receipt *receipt, void **result);
enum {
    SUP_BATCH_ITEMS_MAX = 1000
};
struct sup_batch_item {
    uint32_t size;
    int32_t operation;
    const sup_caller *caller;
    const void *params;
    sup_receipt receipt;
};
int32_t sup_batch(sup_core *core, const sup_caller *caller, sup_batch_item *items, uint32_t count);

/* supportcore/people.h */
enum {
    SUP_NAME_BYTES_MAX = 200,
    SUP_REFERENCE_ID_BYTES_MAX = 255,
    SUP_IDENTITY_BYTES_MAX = 255,
    SUP_IDENTITIES_MAX = 16,
    SUP_CUSTOMER_MEMBERS_MAX = 100,
    SUP_EVIDENCE_BYTES_MAX = 2000,
    SUP_CUSTOMER_IDENTITIES_MAX = 100,
    SUP_KEY_BYTES_MAX = 128,
    SUP_AGENT_CODES_MAX = 32,
    SUP_AGENT_CAPACITY_MAX = 10000,
    SUP_LANGUAGE_BYTES_MAX = 35,
    SUP_PAGE_MAX = 100
};
struct sup_reference {
    const char *system;
    const char *kind;
    const char *id;
};
enum sup_agent_kind {
    SUP_AGENT_PERSON = 1,
    SUP_AGENT_BOT = 2
};
enum sup_availability {
    SUP_AVAILABILITY_AVAILABLE = 1,
    SUP_AVAILABILITY_BUSY = 2,
    SUP_AVAILABILITY_AWAY = 3,
    SUP_AVAILABILITY_OFFLINE = 4
};
struct sup_agent_save_params {
    uint32_t size;
    int32_t kind;
    const char *idempotency_key;
    int64_t agent_id;
    int64_t version;
    const char *name;
    const char *const *roles;
    const char *const *teams;
    const char *const *skills;
    const char *const *languages;
    uint32_t role_count;
    uint32_t team_count;
    uint32_t skill_count;
    uint32_t language_count;
    uint32_t capacity;
    int32_t is_departed;
};
struct sup_agent_get_params {
    uint32_t size;
    uint32_t reserved;
    int64_t agent_id;
};
struct sup_agent {
    uint32_t size;
    int32_t kind;
    int64_t id;
    int64_t version;
    const char *name;
    const char *const *roles;
    const char *const *teams;
    const char *const *skills;
    const char *const *languages;
    uint32_t role_count;
    uint32_t team_count;
    uint32_t skill_count;
    uint32_t language_count;
    uint32_t capacity;
    int32_t is_departed;
    int32_t availability;
    uint32_t reserved;
    int64_t availability_since_ms;
};
struct sup_agent_list_params {
    uint32_t size;
    uint32_t limit;
    int64_t after_id;
};
struct sup_agent_list {
    uint32_t size;
    uint32_t count;
    const sup_agent *items;
    int64_t next_after_id;
};
struct sup_agent_set_availability_params {
    uint32_t size;
    int32_t availability;
    const char *idempotency_key;
    int64_t agent_id;
};
struct sup_agent_sessions_params {
    uint32_t size;
    uint32_t limit;
    int64_t agent_id;
    int64_t from_ms;
    int64_t to_ms;
    int64_t after_id;
};
struct sup_agent_session {
    uint32_t size;
    int32_t availability;
    int64_t id;
    int64_t begun_ms;
    int64_t ended_ms;
};
struct sup_agent_session_list {
    uint32_t size;
    uint32_t count;
    const sup_agent_session *items;
    int64_t next_after_id;
};
struct sup_identity {
    const char *kind;
    const char *system;
    const char *value;
    int32_t is_verified;
    uint32_t reserved;
};
struct sup_customer_save_params {
    uint32_t size;
    uint32_t identity_count;
    const char *idempotency_key;
    int64_t customer_id;
    int64_t version;
    const char *name;
    const sup_identity *identities;
};
struct sup_customer_resolve_params {
    uint32_t size;
    uint32_t identity_count;
    const char *idempotency_key;
    const sup_identity *identities;
    const char *name;
};
struct sup_customer_get_params {
    uint32_t size;
    uint32_t reserved;
    int64_t customer_id;
    const sup_identity *identity;
};
struct sup_customer_identity {
    const char *kind;
    const char *system;
    const char *value;
    int32_t is_verified;
    uint32_t reserved;
    int64_t customer_id;
};
struct sup_customer_member {
    int64_t customer_id;
    int64_t merged_into;
    int64_t version;
    const char *name;
};
struct sup_reported_fact {
    const char *name;
    const char *value;
    int64_t at_ms;
    const char *system;
    const char *source_event_id;
};
struct sup_customer {
    uint32_t size;
    uint32_t identity_count;
    int64_t id;
    int64_t asked_id;
    int64_t version;
    const char *name;
    const sup_customer_identity *identities;
    int64_t created_ms;
    const sup_customer_member *members;
    uint32_t member_count;
    uint32_t fact_count;
    const sup_reported_fact *facts;
    int64_t erased_ms;
};
struct sup_customer_merge_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t customer_id;
    int64_t into;
    const char *evidence;
    int64_t request_id;
    const char *rationale;
};
struct sup_customer_unmerge_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t customer_id;
    const char *evidence;
};
struct sup_customer_export_params {
    uint32_t size;
    int32_t without_notes;
    int64_t customer_id;
    int64_t request_id;
    const char *rationale;
};
enum {
    SUP_EXPORT_BYTES_MAX = 64 * 1024 * 1024
};
struct sup_customer_export {
    uint32_t size;
    uint32_t reserved;
    int64_t customer_id;
    const char *document;
};
struct sup_customer_erase_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t customer_id;
    const char *reason;
    int64_t version;
    int64_t request_id;
    const char *rationale;
};
int32_t sup_agent_save(sup_core *core, const sup_caller *caller, const sup_agent_save_params *params, sup_receipt *receipt);
int32_t sup_agent_get(sup_core *core, const sup_caller *caller, const sup_agent_get_params *params, sup_agent **agent);
int32_t sup_agent_list(sup_core *core, const sup_caller *caller, const sup_agent_list_params *params, sup_agent_list_t **list);
int32_t sup_agent_set_availability(sup_core *core, const sup_caller *caller, const sup_agent_set_availability_params *params, sup_receipt *receipt);
int32_t sup_agent_sessions(sup_core *core, const sup_caller *caller, const sup_agent_sessions_params *params, sup_agent_session_list **list);
int32_t sup_customer_save(sup_core *core, const sup_caller *caller, const sup_customer_save_params *params, sup_receipt *receipt);
int32_t sup_customer_resolve(sup_core *core, const sup_caller *caller, const sup_customer_resolve_params *params, sup_receipt *receipt);
int32_t sup_customer_get(sup_core *core, const sup_caller *caller, const sup_customer_get_params *params, sup_customer **customer);
int32_t sup_customer_merge(sup_core *core, const sup_caller *caller, const sup_customer_merge_params *params, sup_receipt *receipt);
int32_t sup_customer_unmerge(sup_core *core, const sup_caller *caller, const sup_customer_unmerge_params *params, sup_receipt *receipt);
int32_t sup_customer_export(sup_core *core, const sup_caller *caller, const sup_customer_export_params *params, sup_customer_export_t **document);
int32_t sup_customer_erase(sup_core *core, const sup_caller *caller, const sup_customer_erase_params *params, sup_receipt *receipt);

/* supportcore/join.h */
enum {
    SUP_TICKET_WATCHERS_MAX = 64,
    SUP_TICKET_LINKS_MAX = 64,
    SUP_TICKET_MEMBERS_MAX = 100,
    SUP_TICKET_CHAIN_MAX = 256
};
enum sup_link_kind {
    SUP_LINK_DUPLICATE_OF = 1,
    SUP_LINK_BLOCKED_BY = 2,
    SUP_LINK_CAUSED_BY = 3,
    SUP_LINK_CHILD_OF = 4,
    SUP_LINK_SPLIT_FROM = 5,
    SUP_LINK_FOLLOW_UP_OF = 6,
    SUP_LINK_HAS_DUPLICATE = 7,
    SUP_LINK_BLOCKS = 8,
    SUP_LINK_CAUSES = 9,
    SUP_LINK_PARENT_OF = 10,
    SUP_LINK_SPLIT_INTO = 11
};
struct sup_ticket_link {
    int32_t kind;
    int32_t category;
    int64_t ticket_id;
};
struct sup_ticket_watcher {
    int64_t agent_id;
    int64_t customer_id;
};
struct sup_ticket_member {
    int64_t ticket_id;
    int64_t merged_into;
};
struct sup_ticket_merge_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    int64_t into;
    const char *evidence;
    int64_t request_id;
    const char *rationale;
};
struct sup_ticket_unmerge_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *evidence;
};
struct sup_ticket_split_params {
    uint32_t size;
    int32_t is_rest;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    int64_t message_id;
    const char *subject;
    int32_t is_writers;
    uint32_t reserved;
};
struct sup_ticket_watch_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    int64_t agent_id;
    int64_t customer_id;
};
struct sup_ticket_link_params {
    uint32_t size;
    int32_t kind;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    int64_t to;
};
int32_t sup_ticket_watch(sup_core *core, const sup_caller *caller, const sup_ticket_watch_params *params, sup_receipt *receipt);
int32_t sup_ticket_unwatch(sup_core *core, const sup_caller *caller, const sup_ticket_watch_params *params, sup_receipt *receipt);
int32_t sup_ticket_link(sup_core *core, const sup_caller *caller, const sup_ticket_link_params *params, sup_receipt *receipt);
int32_t sup_ticket_unlink(sup_core *core, const sup_caller *caller, const sup_ticket_link_params *params, sup_receipt *receipt);
int32_t sup_ticket_merge(sup_core *core, const sup_caller *caller, const sup_ticket_merge_params *params, sup_receipt *receipt);
int32_t sup_ticket_unmerge(sup_core *core, const sup_caller *caller, const sup_ticket_unmerge_params *params, sup_receipt *receipt);
int32_t sup_ticket_split(sup_core *core, const sup_caller *caller, const sup_ticket_split_params *params, sup_receipt *receipt);

/* supportcore/reminder.h */
enum {
    SUP_TICKET_REMINDERS_MAX = 20,
    SUP_REMINDER_NOTE_BYTES_MAX = 500
};
struct sup_reminder {
    int64_t id;
    int64_t due_ms;
    int64_t agent_id;
    const char *note;
    const char *rule;
    int64_t position;
    int64_t set_ms;
    int64_t actor_id;
    int32_t actor_kind;
    uint32_t reserved;
    int64_t ticket_id;
};
struct sup_ticket_remind_params {
    uint32_t size;
    int32_t is_assignee;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    int64_t due_ms;
    int64_t within_ms;
    const char *calendar;
    int64_t agent_id;
    const char *note;
};
struct sup_ticket_unremind_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    int64_t reminder_id;
};
int32_t sup_ticket_remind(sup_core *core, const sup_caller *caller, const sup_ticket_remind_params *params, sup_receipt *receipt);
int32_t sup_ticket_unremind(sup_core *core, const sup_caller *caller, const sup_ticket_unremind_params *params, sup_receipt *receipt);

/* supportcore/ticket.h */
enum {
    SUP_SUBJECT_BYTES_MAX = 1000,
    SUP_BODY_BYTES_MAX = 262144,
    SUP_EXTERNAL_ID_BYTES_MAX = 255,
    SUP_TICKET_TAGS_MAX = 64,
    SUP_TICKET_REFERENCES_MAX = 64,
    SUP_TICKET_FACTS_MAX = 64,
    SUP_FACT_BYTES_MAX = 1000,
    SUP_TICKET_FIELDS_MAX = 64,
    SUP_FIELD_BYTES_MAX = 1000,
    SUP_THREAD_IDS_MAX = 100,
    SUP_MESSAGE_ATTACHMENTS_MAX = 32,
    SUP_ATTACHMENT_NAME_BYTES_MAX = 1000,
    SUP_MEDIA_TYPE_BYTES_MAX = 255,
    SUP_DIGEST_BYTES_MAX = 200,
    SUP_LOCATION_BYTES_MAX = 2000,
    SUP_LIST_LOOKED_MAX = 5000,
    SUP_LIST_SORTED_MAX = 10000,
    SUP_LIST_AFTER_BYTES_MAX = 63
};
enum sup_category {
    SUP_CATEGORY_NEW = 1,
    SUP_CATEGORY_OPEN = 2,
    SUP_CATEGORY_PENDING = 3,
    SUP_CATEGORY_ON_HOLD = 4,
    SUP_CATEGORY_SOLVED = 5,
    SUP_CATEGORY_CLOSED = 6
};
enum sup_message_kind {
    SUP_MESSAGE_CUSTOMER = 1,
    SUP_MESSAGE_REPLY = 2,
    SUP_MESSAGE_NOTE = 3
};
struct sup_ticket_field {
    const char *name;
    const char *value;
};
struct sup_attachment {
    const char *name;
    const char *media_type;
    const char *digest;
    const char *location;
    int64_t bytes;
};
struct sup_ticket_open_params {
    uint32_t size;
    uint32_t field_count;
    const char *idempotency_key;
    const char *subject;
    const char *body;
    const char *channel;
    int64_t customer_id;
    const char *priority;
    const char *reason;
    const char *team;
    int64_t assignee_id;
    int64_t follow_up_of;
    const char *external_id;
    const char *const *tags;
    const sup_reference *references;
    uint32_t tag_count;
    uint32_t reference_count;
    const char *impact;
    const char *urgency;
    const sup_ticket_field *fields;
    const sup_attachment *attachments;
    uint32_t attachment_count;
    uint32_t reserved;
};
struct sup_ticket_receive_params {
    uint32_t size;
    int32_t is_automated;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *body;
    const char *channel;
    const char *external_id;
    int64_t customer_id;
    const char *subject;
    const char *reason;
    const char *in_reply_to;
    const char *const *thread_ids;
    const sup_reference *references;
    const sup_attachment *attachments;
    uint32_t thread_id_count;
    uint32_t reference_count;
    uint32_t attachment_count;
    uint32_t reserved;
};
struct sup_ticket_message_params {
    uint32_t size;
    int32_t is_automated;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *body;
    const char *channel;
    const char *external_id;
    const char *status;
    int64_t handle_ms;
    int32_t is_acknowledgement;
    uint32_t attachment_count;
    const sup_attachment *attachments;
    int64_t author_id;
    int64_t request_id;
    const char *rationale;
};
struct sup_ticket_move_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *status;
    int64_t request_id;
    const char *rationale;
};
struct sup_ticket_prioritize_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *priority;
};
struct sup_ticket_classify_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *reason;
};
struct sup_ticket_assign_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    int64_t agent_id;
    const char *team;
};
struct sup_ticket_transfer_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *team;
};
struct sup_ticket_tag_params {
    uint32_t size;
    uint32_t tag_count;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *const *tags;
};
struct sup_reference_params {
    uint32_t size;
    uint32_t reference_count;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const sup_reference *references;
};
struct sup_fact {
    const char *name;
    const char *value;
};
struct sup_fact_record_params {
    uint32_t size;
    uint32_t fact_count;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const sup_fact *facts;
};
struct sup_ticket_fill_params {
    uint32_t size;
    uint32_t field_count;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const sup_ticket_field *fields;
};
struct sup_ticket_get_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
};
struct sup_ticket {
    uint32_t size;
    int32_t category;
    int64_t id;
    int64_t version;
    const char *status;
    const char *subject;
    const char *channel;
    const char *priority;
    const char *reason;
    const char *team;
    int64_t customer_id;
    int64_t assignee_id;
    int64_t follow_up_of;
    int64_t opened_ms;
    int64_t updated_ms;
    int64_t first_reply_ms;
    int64_t last_reply_ms;
    int64_t last_customer_ms;
    int64_t waiting_since_ms;
    const char *reply_channel;
    int64_t solved_ms;
    int64_t closed_ms;
    int64_t reopen_count;
    int64_t reassign_count;
    int64_t message_count;
    int32_t is_imported;
    uint32_t tag_count;
    const char *const *tags;
    const sup_reference *references;
    const sup_fact *facts;
    uint32_t reference_count;
    uint32_t fact_count;
    const sup_ticket_field *fields;
    const char *const *intake_missing;
    uint32_t field_count;
    uint32_t intake_missing_count;
    const sup_ticket_link_t *links;
    const sup_ticket_watcher *watchers;
    uint32_t link_count;
    uint32_t watcher_count;
    int64_t merged_into;
    int64_t root_id;
    const sup_ticket_member *members;
    uint32_t member_count;
    uint32_t reminder_count;
    const sup_reminder *reminders;
    const char *floor;
    const char *floor_minimum;
    const char *impact;
    const char *urgency;
};
enum sup_ticket_sort {
    SUP_SORT_ID = 1,
    SUP_SORT_OPENED = 2,
    SUP_SORT_UPDATED = 3,
    SUP_SORT_PRIORITY = 4
};
struct sup_ticket_list_params {
    uint32_t size;
    uint32_t limit;
    const char *after;
    int32_t sort;
    int32_t is_ascending;
    int32_t category;
    int32_t is_unassigned;
    const char *status;
    const char *priority;
    const char *reason;
    const char *channel;
    const char *team;
    int64_t assignee_id;
    int64_t customer_id;
    const sup_identity *identity;
    const char *tag;
    const sup_reference *reference;
    const sup_ticket_field *field;
    int64_t opened_from_ms;
    int64_t opened_to_ms;
    int64_t updated_from_ms;
    int64_t updated_to_ms;
};
struct sup_ticket_list {
    uint32_t size;
    uint32_t count;
    const sup_ticket *items;
    const char *next_after;
};
struct sup_ticket_page_params {
    uint32_t size;
    uint32_t limit;
    int64_t ticket_id;
    int64_t after_id;
};
struct sup_message_item {
    int64_t id;
    int64_t ticket_id;
    int32_t kind;
    int32_t actor_kind;
    int64_t actor_id;
    int64_t at_ms;
    const char *channel;
    const char *body;
    const char *external_id;
    int64_t handle_ms;
    int32_t is_automated;
    int32_t is_acknowledgement;
    int32_t is_public;
    uint32_t attachment_count;
    const sup_attachment *attachments;
    int64_t customer_id;
};
struct sup_message_list {
    uint32_t size;
    uint32_t count;
    const sup_message_item *items;
    int64_t next_after_id;
};
struct sup_history_item {
    int64_t id;
    int64_t at_ms;
    int64_t recorded_ms;
    const char *kind;
    int32_t actor_kind;
    int32_t is_imported;
    int64_t actor_id;
    const char *actor;
    const char *sentence;
};
struct sup_history {
    uint32_t size;
    uint32_t count;
    const sup_history_item *items;
    int64_t next_after_id;
};
int32_t sup_ticket_open(sup_core *core, const sup_caller *caller, const sup_ticket_open_params *params, sup_receipt *receipt);
int32_t sup_ticket_receive(sup_core *core, const sup_caller *caller, const sup_ticket_receive_params *params, sup_receipt *receipt);
int32_t sup_ticket_reply(sup_core *core, const sup_caller *caller, const sup_ticket_message_params *params, sup_receipt *receipt);
int32_t sup_ticket_note(sup_core *core, const sup_caller *caller, const sup_ticket_message_params *params, sup_receipt *receipt);
int32_t sup_ticket_move(sup_core *core, const sup_caller *caller, const sup_ticket_move_params *params, sup_receipt *receipt);
int32_t sup_ticket_prioritize(sup_core *core, const sup_caller *caller, const sup_ticket_prioritize_params *params, sup_receipt *receipt);
int32_t sup_ticket_classify(sup_core *core, const sup_caller *caller, const sup_ticket_classify_params *params, sup_receipt *receipt);
int32_t sup_ticket_assign(sup_core *core, const sup_caller *caller, const sup_ticket_assign_params *params, sup_receipt *receipt);
int32_t sup_ticket_transfer(sup_core *core, const sup_caller *caller, const sup_ticket_transfer_params *params, sup_receipt *receipt);
int32_t sup_ticket_tag(sup_core *core, const sup_caller *caller, const sup_ticket_tag_params *params, sup_receipt *receipt);
int32_t sup_ticket_untag(sup_core *core, const sup_caller *caller, const sup_ticket_tag_params *params, sup_receipt *receipt);
int32_t sup_reference_add(sup_core *core, const sup_caller *caller, const sup_reference_params *params, sup_receipt *receipt);
int32_t sup_reference_remove(sup_core *core, const sup_caller *caller, const sup_reference_params *params, sup_receipt *receipt);
int32_t sup_fact_record(sup_core *core, const sup_caller *caller, const sup_fact_record_params *params, sup_receipt *receipt);
int32_t sup_ticket_fill(sup_core *core, const sup_caller *caller, const sup_ticket_fill_params *params, sup_receipt *receipt);
int32_t sup_ticket_get(sup_core *core, const sup_caller *caller, const sup_ticket_get_params *params, sup_ticket **ticket);
int32_t sup_ticket_list(sup_core *core, const sup_caller *caller, const sup_ticket_list_params *params, sup_ticket_list_t **list);
int32_t sup_ticket_messages(sup_core *core, const sup_caller *caller, const sup_ticket_page_params *params, sup_message_list **list);
int32_t sup_ticket_history(sup_core *core, const sup_caller *caller, const sup_ticket_page_params *params, sup_history **history);

/* supportcore/report.h */
enum {
    SUP_THING_FACTS_MAX = 64,
    SUP_LABEL_BYTES_MAX = 200,
    SUP_SOURCE_EVENT_ID_BYTES_MAX = 255
};
struct sup_reference_report_params {
    uint32_t size;
    uint32_t fact_count;
    const char *idempotency_key;
    const sup_reference *reference;
    int64_t customer_id;
    const char *label;
    const char *source_event_id;
    const sup_fact *facts;
};
int32_t sup_reference_report(sup_core *core, const sup_caller *caller, const sup_reference_report_params *params, sup_receipt *receipt);
struct sup_customer_report_params {
    uint32_t size;
    uint32_t fact_count;
    const char *idempotency_key;
    int64_t customer_id;
    const char *source;
    const char *source_event_id;
    const sup_fact *facts;
};
struct sup_reference_get_params {
    uint32_t size;
    uint32_t reserved;
    const sup_reference *reference;
};
struct sup_thing {
    uint32_t size;
    uint32_t fact_count;
    const sup_reference *reference;
    const char *label;
    int64_t customer_id;
    const sup_reported_fact *facts;
    int64_t first_ms;
    int64_t updated_ms;
};
int32_t sup_customer_report(sup_core *core, const sup_caller *caller, const sup_customer_report_params *params, sup_receipt *receipt);
int32_t sup_reference_get(sup_core *core, const sup_caller *caller, const sup_reference_get_params *params, sup_thing **thing);

/* supportcore/context.h */
enum {
    SUP_CONTEXT_THINGS_MAX = 10,
    SUP_CONTEXT_ABOUT_MAX = 5,
    SUP_CONTEXT_TICKETS_MAX = 10,
    SUP_CONTEXT_WORK_MAX = 20,
    SUP_CONTEXT_LOOK_MAX = 20,
    SUP_CONTEXT_OPEN_MAX = 100,
    SUP_HANDOVER_STEPS_MAX = 50,
    SUP_HANDOVER_LOOK_MAX = 200
};
struct sup_customer_context_params {
    uint32_t size;
    uint32_t reserved;
    int64_t customer_id;
    const sup_identity *identity;
    int64_t ticket_id;
};
struct sup_context_ticket {
    int64_t id;
    int64_t root_id;
    const char *status;
    int32_t category;
    uint32_t reserved;
    const char *subject;
    const char *channel;
    const char *reason;
    int64_t opened_ms;
    int64_t updated_ms;
    int64_t solved_ms;
};
struct sup_context_thing {
    const sup_reference *reference;
    const char *label;
    const sup_reported_fact *facts;
    uint32_t fact_count;
    uint32_t ticket_count;
    const sup_context_ticket *tickets;
    int64_t updated_ms;
};
struct sup_context_contact {
    const char *reason;
    const char *channel;
    int64_t ticket_count;
    int64_t recent_count;
};
struct sup_context_article {
    const char *name;
    const char *title;
    const char *version;
    const char *owner;
    const char *review_on;
    int32_t is_outdated;
    uint32_t reserved;
};
struct sup_context_work {
    const sup_context_ticket *ticket;
    const char *priority;
    const char *team;
    int64_t assignee_id;
    const char *assignee;
    int64_t waiting_since_ms;
    int64_t closes_ms;
    int64_t promise_ms;
    const char *floor;
    const char *floor_minimum;
    int32_t waits_for;
    uint32_t reserved;
    int64_t asked_ms;
    const char *sign_from;
    int64_t repeat_count;
    const char *preferred_channel;
    const char *second_channel;
    const sup_context_article *knowledge;
    const char *const *intake_missing;
    const sup_ticket_link_t *blockers;
    const sup_reminder *reminders;
    uint32_t knowledge_count;
    uint32_t intake_missing_count;
    uint32_t blocker_count;
    uint32_t reminder_count;
};
struct sup_customer_context {
    uint32_t size;
    uint32_t segment_count;
    const sup_customer *customer;
    const char *const *segments;
    const sup_context_thing *things;
    const sup_context_contact *contacts;
    const sup_context_ticket *tickets;
    const sup_context_work *work;
    int64_t thing_total;
    int64_t new_count;
    int64_t open_count;
    int64_t pending_count;
    int64_t on_hold_count;
    int64_t solved_count;
    int64_t closed_count;
    uint32_t thing_count;
    uint32_t contact_count;
    uint32_t ticket_count;
    uint32_t work_count;
};
struct sup_ticket_handover_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
};
struct sup_handover_step {
    int64_t id;
    int64_t at_ms;
    int32_t actor_kind;
    uint32_t reserved;
    int64_t actor_id;
    const char *sentence;
};
struct sup_context_remedy {
    const char *remedy;
    const char *label;
    const char *at_once;
    const char *at_discretion;
    const char *by_approval;
    int32_t effect;
    int32_t open_effect;
};
struct sup_ticket_handover {
    uint32_t size;
    uint32_t thing_count;
    const sup_context_work *work;
    const sup_customer *customer;
    const char *const *segments;
    const char *const *channels;
    const sup_ticket_field *fields;
    const sup_fact *facts;
    const sup_context_thing *things;
    const sup_handover_step *steps;
    uint32_t segment_count;
    uint32_t channel_count;
    uint32_t field_count;
    uint32_t fact_count;
    uint32_t step_count;
    int32_t is_cut;
    const sup_context_remedy *remedies;
    const char *remedy_currency;
    uint32_t remedy_count;
    uint32_t reserved;
};
int32_t sup_customer_context(sup_core *core, const sup_caller *caller, const sup_customer_context_params *params, sup_customer_context_t **context);
int32_t sup_ticket_handover(sup_core *core, const sup_caller *caller, const sup_ticket_handover_params *params, sup_ticket_handover_t **handover);

/* supportcore/sla.h */
enum sup_metric {
    SUP_METRIC_ACKNOWLEDGEMENT = 1,
    SUP_METRIC_ASSIGNMENT = 2,
    SUP_METRIC_FIRST_REPLY = 3,
    SUP_METRIC_NEXT_REPLY = 4,
    SUP_METRIC_PERIODIC_UPDATE = 5,
    SUP_METRIC_PAUSABLE_UPDATE = 6,
    SUP_METRIC_REQUESTER_WAIT = 7,
    SUP_METRIC_AGENT_WORK = 8,
    SUP_METRIC_RESOLUTION = 9,
    SUP_METRIC_TIME_IN_TEAM = 10,
    SUP_METRIC_FACT_DEADLINE = 11,
    SUP_METRIC_TIME_ON_FLOOR = 12,
    SUP_METRIC_WORK_ON_FLOOR = 13,
    SUP_METRIC_SIGN_OFF = 14,
    SUP_METRIC_DECISION = 15
};
enum sup_timer_state {
    SUP_TIMER_RUNNING = 1,
    SUP_TIMER_PAUSED = 2,
    SUP_TIMER_FULFILLED = 3,
    SUP_TIMER_CANCELLED = 4
};
enum {
    SUP_TIMER_PROMISES_MAX = 20,
    SUP_DEADLINE_TICKETS_MAX = 100,
    SUP_TIMER_AFTER_BYTES_MAX = 31,
    SUP_DUE_LOOKED_MAX = 5000,
    SUP_EXPLAIN_SPANS_MAX = 1000,
    SUP_EXPLAIN_EVENTS_MAX = 20000,
    SUP_DUE_AFTER_BYTES_MAX = 47
};
enum sup_span_kind {
    SUP_SPAN_OPEN = 1,
    SUP_SPAN_CLOSED = 2,
    SUP_SPAN_HOLIDAY = 3,
    SUP_SPAN_PAUSED = 4,
    SUP_SPAN_SUMMED = 5
};
struct sup_timer_promise {
    const char *sla;
    int64_t policy_version;
    const char *calendar;
    int64_t target_ms;
    int64_t used_ms;
    int64_t ended_ms;
    int64_t breached_ms;
};
struct sup_timer {
    uint32_t size;
    int32_t metric;
    int32_t state;
    int32_t is_missed;
    int64_t instance;
    int64_t started_ms;
    int64_t ended_ms;
    int64_t used_ms;
    int64_t business_ms;
    const char *calendar;
    const char *sla;
    int64_t policy_version;
    int64_t target_ms;
    int64_t base_ms;
    int64_t left_ms;
    int64_t due_ms;
    int64_t next_ms;
    int64_t breached_ms;
    const sup_timer_promise *promises;
    uint32_t promise_count;
    uint32_t warned;
    int32_t is_awaiting_replan;
    int32_t is_missed_before;
};
struct sup_ticket_timers_params {
    uint32_t size;
    int32_t metric;
    int64_t ticket_id;
    const char *after;
    uint32_t limit;
    uint32_t reserved;
};
struct sup_timer_list {
    uint32_t size;
    uint32_t count;
    const sup_timer *items;
    const char *next_after;
};
struct sup_sla_due_params {
    uint32_t size;
    uint32_t limit;
    const char *team;
    int64_t assignee_id;
    int32_t is_breach;
    uint32_t reserved;
    int64_t until_ms;
    const char *after;
};
struct sup_due_ticket {
    int64_t ticket_id;
    int64_t due_ms;
    int32_t is_breach;
    uint32_t reserved;
    const char *status;
    const char *priority;
    const char *channel;
    const char *team;
    int64_t assignee_id;
    const sup_timer *timer;
};
struct sup_due_list {
    uint32_t size;
    uint32_t count;
    const sup_due_ticket *items;
    const char *next_after;
};
struct sup_sla_explain_params {
    uint32_t size;
    int32_t metric;
    int64_t ticket_id;
    int64_t instance;
};
struct sup_timer_span {
    int32_t kind;
    int32_t is_ahead;
    int64_t from_ms;
    int64_t to_ms;
    int64_t used_ms;
    int64_t business_ms;
    int64_t offset_s;
    const char *calendar;
    int64_t policy_version;
    const char *label;
};
struct sup_sla_explanation {
    uint32_t size;
    int32_t is_cut;
    int64_t ticket_id;
    const sup_timer *timer;
    const char *sla_label;
    int64_t decided_event;
    int64_t decided_ms;
    int64_t policy_version;
    const char *zone;
    const char *calendar_digest;
    uint32_t span_count;
    uint32_t line_count;
    const sup_timer_span *spans;
    const char *const *lines;
};
struct sup_sla_guide_params {
    uint32_t size;
    int32_t is_all;
    const char *sla;
};
struct sup_guide_item {
    const char *channel;
    const char *channel_label;
    int32_t metric;
    uint32_t reserved;
    int64_t target_ms;
    const char *calendar;
    const char *calendar_label;
};
struct sup_sla_guide {
    uint32_t size;
    uint32_t count;
    const char *sla;
    const char *sla_label;
    const char *priority;
    const sup_guide_item *items;
};
int32_t sup_ticket_timers(sup_core *core, const sup_caller *caller, const sup_ticket_timers_params *params, sup_timer_list **timers);
int32_t sup_sla_due(sup_core *core, const sup_caller *caller, const sup_sla_due_params *params, sup_due_list **list);
int32_t sup_sla_explain(sup_core *core, const sup_caller *caller, const sup_sla_explain_params *params, sup_sla_explanation **explanation);
int32_t sup_sla_guide(sup_core *core, const sup_caller *caller, const sup_sla_guide_params *params, sup_sla_guide_t **guide);

/* supportcore/misses.h */
enum {
    SUP_MISS_NOTE_BYTES_MAX = 2000,
    SUP_MISS_AFTER_BYTES_MAX = 95,
    SUP_MISSES_LOOKED_MAX = 5000,
    SUP_MISS_SUMMARY_LOOKED_MAX = 20000,
    SUP_MISS_GROUPS_MAX = 1000,
    SUP_MISSES_RANGE_MS = 604800000
};
struct sup_sla_record_cause_params {
    uint32_t size;
    int32_t metric;
    int64_t ticket_id;
    int64_t version;
    int64_t instance;
    const char *cause;
    const char *note;
    const char *idempotency_key;
};
struct sup_sla_misses_params {
    uint32_t size;
    int32_t metric;
    int64_t from_ms;
    int64_t to_ms;
    const char *team;
    const char *cause;
    int32_t is_unexplained;
    uint32_t limit;
    const char *after;
};
struct sup_miss {
    int64_t ticket_id;
    int32_t metric;
    int32_t cause_by_kind;
    int64_t instance;
    int64_t position;
    int64_t breached_ms;
    const char *sla;
    int64_t policy_version;
    int64_t target_ms;
    const char *team;
    int64_t assignee_id;
    int64_t ended_ms;
    int64_t over_ms;
    const char *cause;
    const char *cause_label;
    int64_t cause_by_id;
    int64_t cause_ms;
    const char *note;
};
struct sup_miss_list {
    uint32_t size;
    uint32_t count;
    const sup_miss *items;
    const char *next_after;
};
struct sup_sla_miss_summary_params {
    uint32_t size;
    int32_t metric;
    int64_t from_ms;
    int64_t to_ms;
    const char *team;
    const char *after;
};
struct sup_miss_group {
    const char *team;
    const char *cause;
    const char *cause_label;
    int64_t count;
};
struct sup_miss_summary {
    uint32_t size;
    uint32_t count;
    const sup_miss_group *items;
    int64_t total;
    int64_t unexplained;
    const char *next_after;
};
int32_t sup_sla_record_cause(sup_core *core, const sup_caller *caller, const sup_sla_record_cause_params *params, sup_receipt *receipt);
int32_t sup_sla_misses(sup_core *core, const sup_caller *caller, const sup_sla_misses_params *params, sup_miss_list **list);
int32_t sup_sla_miss_summary(sup_core *core, const sup_caller *caller, const sup_sla_miss_summary_params *params, sup_miss_summary **summary);

/* supportcore/policy.h */
enum {
    SUP_POLICY_BYTES_MAX = 4194304,
    SUP_POLICY_PROBLEMS_MAX = 200,
    SUP_POLICY_DIGEST_BYTES = 64
};
enum sup_policy_severity {
    SUP_POLICY_ERROR = 1,
    SUP_POLICY_WARNING = 2,
    SUP_POLICY_FINDING = 3,
    SUP_POLICY_NOTE = 4
};
struct sup_policy_problem {
    const char *pointer;
    int64_t line;
    int64_t column;
    const char *text;
    const char *nearest;
    int32_t severity;
    uint32_t message_id;
};
struct sup_policy_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    const char *document;
    int32_t is_strict;
    int32_t with_readiness;
    int64_t request_id;
    const char *rationale;
};
struct sup_policy_report {
    uint32_t size;
    uint32_t count;
    const sup_policy_problem *problems;
    int32_t is_valid;
    uint32_t error_count;
    uint32_t warning_count;
    uint32_t finding_count;
    uint32_t note_count;
    uint32_t reserved;
    const char *digest;
};
struct sup_policy_show_params {
    uint32_t size;
    int32_t is_builtin;
    int64_t version;
};
struct sup_policy {
    uint32_t size;
    uint32_t reserved;
    int64_t version;
    const char *document;
    const char *name;
    const char *digest;
};
enum sup_policy_change_kind {
    SUP_POLICY_ADDED = 1,
    SUP_POLICY_REMOVED = 2,
    SUP_POLICY_CHANGED = 3,
    SUP_POLICY_MOVED = 4
};
struct sup_policy_change {
    int32_t kind;
    uint32_t reserved;
    const char *pointer;
    const char *text;
    const char *before;
    const char *after;
};
struct sup_policy_diff_params {
    uint32_t size;
    int32_t from_is_builtin;
    int64_t from_version;
    int64_t to_version;
    int32_t to_is_builtin;
    uint32_t reserved;
    const char *document;
};
struct sup_policy_diff {
    uint32_t size;
    uint32_t count;
    const sup_policy_change *changes;
};
struct sup_policy_list_params {
    uint32_t size;
    uint32_t limit;
    int64_t after_id;
};
struct sup_policy_version {
    uint32_t size;
    int32_t is_active;
    int64_t version;
    const char *digest;
    int64_t sequence;
    int64_t activated_ms;
    int32_t actor_kind;
    uint32_t reserved;
    int64_t actor_id;
};
struct sup_policy_list {
    uint32_t size;
    uint32_t count;
    const sup_policy_version *items;
    int64_t next_after_id;
};
struct sup_policy_rollback_params {
    uint32_t size;
    int32_t is_builtin;
    const char *idempotency_key;
    int64_t to_version;
    int64_t request_id;
    const char *rationale;
    int32_t is_strict;
    uint32_t reserved;
};
struct sup_policy_test_params {
    uint32_t size;
    int32_t is_builtin;
    int64_t version;
    const char *document;
    const char *facts;
};
enum sup_verdict {
    SUP_VERDICT_FALSE = 1,
    SUP_VERDICT_TRUE = 2,
    SUP_VERDICT_UNKNOWN = 3
};
struct sup_policy_step {
    uint32_t depth;
    int32_t verdict;
    const char *text;
    const char *value;
    const char *pointer;
};
struct sup_policy_rule {
    const char *section;
    const char *name;
    const char *pointer;
    const char *result;
    int32_t verdict;
    int32_t is_applied;
    uint32_t step_count;
    uint32_t reserved;
    const sup_policy_step *steps;
};
struct sup_policy_target {
    const char *metric;
    int64_t within_ms;
    const char *calendar;
    const char *pointer;
};
struct sup_policy_demand {
    const char *what;
    const char *name;
    const char *until;
    const char *from;
    int32_t verdict;
    uint32_t reserved;
    const char *pointer;
};
enum sup_effect {
    SUP_EFFECT_ALLOW = 1,
    SUP_EFFECT_RATIONALE = 2,
    SUP_EFFECT_APPROVAL = 3,
    SUP_EFFECT_REFUSE = 4
};
struct sup_policy_test {
    uint32_t size;
    uint32_t rule_count;
    const char *const *segments;
    uint32_t segment_count;
    uint32_t target_count;
    const char *segment;
    const char *priority;
    const char *priority_why;
    const char *team;
    const char *team_why;
    const char *sla;
    const sup_policy_target *targets;
    const sup_policy_rule *rules;
    const char *floor;
    const char *const *floor_rules;
    uint32_t floor_rule_count;
    uint32_t floor_target_count;
    const sup_policy_target *floor_targets;
    const char *floor_on_limit;
    uint32_t demand_count;
    uint32_t notified_count;
    const sup_policy_demand *demands;
    const char *const *notified;
    uint32_t reserved;
    int32_t effect;
    const char *row;
    const char *effect_why;
};
int32_t sup_policy_check(sup_core *core, const sup_caller *caller, const sup_policy_params *params, sup_policy_report **report);
int32_t sup_policy_activate(sup_core *core, const sup_caller *caller, const sup_policy_params *params, sup_receipt *receipt);
int32_t sup_policy_show(sup_core *core, const sup_caller *caller, const sup_policy_show_params *params, sup_policy **policy);
int32_t sup_policy_list(sup_core *core, const sup_caller *caller, const sup_policy_list_params *params, sup_policy_list_t **list);
int32_t sup_policy_diff(sup_core *core, const sup_caller *caller, const sup_policy_diff_params *params, sup_policy_diff_t **diff);
int32_t sup_policy_rollback(sup_core *core, const sup_caller *caller, const sup_policy_rollback_params *params, sup_receipt *receipt);
int32_t sup_policy_test(sup_core *core, const sup_caller *caller, const sup_policy_test_params *params, sup_policy_test_t **test);

/* supportcore/calendar.h */
enum {
    SUP_CALENDAR_INTERVALS_MAX = 1000,
    SUP_CALENDAR_CALL_PAUSES_MAX = 10000
};
struct sup_calendar_add_params {
    uint32_t size;
    uint32_t reserved;
    const char *calendar;
    const char *definition;
    int64_t from_ms;
    int64_t duration_ms;
};
struct sup_calendar_time_params {
    uint32_t size;
    uint32_t reserved;
    const char *calendar;
    const char *definition;
    int64_t time_ms;
};
struct sup_calendar_between_params {
    uint32_t size;
    uint32_t pause_count;
    const char *calendar;
    const char *definition;
    int64_t from_ms;
    int64_t to_ms;
    const sup_span *pauses;
};
struct sup_calendar_intervals_params {
    uint32_t size;
    uint32_t limit;
    const char *calendar;
    const char *definition;
    int64_t from_ms;
    int64_t to_ms;
};
struct sup_calendar_time {
    uint32_t size;
    uint32_t reserved;
    int64_t at_ms;
};
struct sup_calendar_length {
    uint32_t size;
    uint32_t reserved;
    int64_t open_ms;
};
struct sup_calendar_state {
    uint32_t size;
    int32_t is_open;
};
struct sup_calendar_intervals {
    uint32_t size;
    uint32_t count;
    const sup_span *items;
    int64_t next_ms;
};
int32_t sup_calendar_add(sup_core *core, const sup_caller *caller, const sup_calendar_add_params *params, sup_calendar_time **time);
int32_t sup_calendar_subtract(sup_core *core, const sup_caller *caller, const sup_calendar_add_params *params, sup_calendar_time **time);
int32_t sup_calendar_between(sup_core *core, const sup_caller *caller, const sup_calendar_between_params *params, sup_calendar_length **length);
int32_t sup_calendar_is_open(sup_core *core, const sup_caller *caller, const sup_calendar_time_params *params, sup_calendar_state **state);
int32_t sup_calendar_next_open(sup_core *core, const sup_caller *caller, const sup_calendar_time_params *params, sup_calendar_time **time);
int32_t sup_calendar_next_close(sup_core *core, const sup_caller *caller, const sup_calendar_time_params *params, sup_calendar_time **time);
int32_t sup_calendar_intervals(sup_core *core, const sup_caller *caller, const sup_calendar_intervals_params *params, sup_calendar_intervals_t **intervals);

/* supportcore/staffing.h */
enum {
    SUP_STAFFING_AGENTS_MAX = 100000,
    SUP_STAFFING_ARRIVALS_MAX = 1000000000,
    SUP_STAFFING_SHRINKAGE_MAX = 1000,
    SUP_STAFFING_DAYS_MAX = 366,
    SUP_STAFFING_PERIOD_MS = 3600000
};
struct sup_staffing_agents_params {
    uint32_t size;
    uint32_t reserved;
    int64_t arrivals;
    int64_t period_ms;
    int64_t handle_ms;
    int64_t shrinkage_percent;
    int64_t within_ms;
    int64_t service_percent;
    int64_t agents;
};
struct sup_staffing_queue {
    int64_t occupancy_ppm;
    int64_t waiting_ppm;
    int64_t served_ppm;
    int64_t wait_ms;
};
struct sup_staffing {
    uint32_t size;
    int32_t is_overloaded;
    int64_t load_milli;
    int64_t plain_milli;
    int64_t plain_agents;
    int64_t agents;
    int64_t scheduled;
    const sup_staffing_queue *queue;
};
int32_t sup_staffing_agents(sup_core *core, const sup_caller *caller, const sup_staffing_agents_params *params, sup_staffing **staffing);

/* supportcore/survey.h */
enum {
    SUP_SURVEY_COMMENT_BYTES_MAX = 10000,
    SUP_SURVEYS_LOOKED_MAX = 5000
};
enum sup_survey_kind {
    SUP_SURVEY_CSAT = 1,
    SUP_SURVEY_CES = 2,
    SUP_SURVEY_NPS = 3,
    SUP_SURVEY_PULSE = 4
};
struct sup_survey_asked_params {
    uint32_t size;
    int32_t kind;
    const char *source;
    const char *survey_id;
    int64_t ticket_id;
    int64_t customer_id;
    int64_t agent_id;
    const char *team;
    const char *reason;
    const char *idempotency_key;
};
struct sup_survey_answered_params {
    uint32_t size;
    int32_t kind;
    const char *source;
    const char *survey_id;
    int64_t ticket_id;
    int64_t customer_id;
    int64_t agent_id;
    const char *team;
    const char *reason;
    int64_t score;
    const char *comment;
    int32_t is_correction;
    uint32_t reserved;
    const char *idempotency_key;
};
struct sup_survey_list_params {
    uint32_t size;
    int32_t kind;
    int64_t from_ms;
    int64_t to_ms;
    int64_t ticket_id;
    int64_t customer_id;
    int64_t agent_id;
    const char *team;
    int32_t is_answered;
    uint32_t limit;
    int64_t after_id;
};
struct sup_survey {
    int64_t id;
    int32_t kind;
    int32_t is_answered;
    const char *source;
    const char *survey_id;
    int64_t asked_ms;
    int64_t answered_ms;
    int64_t corrected_ms;
    int64_t score;
    int64_t ticket_id;
    int64_t customer_id;
    int64_t agent_id;
    const char *team;
    const char *reason;
    const char *comment;
};
struct sup_survey_list {
    uint32_t size;
    uint32_t count;
    const sup_survey *items;
    int64_t next_after_id;
};
int32_t sup_survey_asked(sup_core *core, const sup_caller *caller, const sup_survey_asked_params *params, sup_receipt *receipt);
int32_t sup_survey_answered(sup_core *core, const sup_caller *caller, const sup_survey_answered_params *params, sup_receipt *receipt);
int32_t sup_survey_list(sup_core *core, const sup_caller *caller, const sup_survey_list_params *params, sup_survey_list_t **list);

/* supportcore/quality.h */
enum {
    SUP_REVIEW_SCORE_MAX = 100,
    SUP_REVIEW_SECTIONS_MAX = 32,
    SUP_REVIEW_NOTE_BYTES_MAX = 10000,
    SUP_REVIEWS_LOOKED_MAX = 5000,
    SUP_SAMPLE_EACH_MAX = 100,
    SUP_SAMPLE_AGENTS_MAX = 1000,
    SUP_SAMPLE_TICKETS_MAX = 200000,
    SUP_SAMPLE_SEED_BYTES_MAX = 200
};
enum sup_review_kind {
    SUP_REVIEW_COLLEAGUE = 1,
    SUP_REVIEW_SELF = 2
};
struct sup_review_section {
    const char *name;
    int64_t score;
};
struct sup_review_record_params {
    uint32_t size;
    uint32_t section_count;
    int64_t ticket_id;
    int64_t version;
    int64_t agent_id;
    int64_t reviewer_id;
    const char *form;
    int64_t score;
    const sup_review_section *sections;
    const char *note;
    const char *idempotency_key;
};
struct sup_outcome_rate_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    int64_t version;
    int64_t agent_id;
    int64_t score;
    const char *note;
    const char *idempotency_key;
};
struct sup_review_list_params {
    uint32_t size;
    int32_t kind;
    int64_t from_ms;
    int64_t to_ms;
    int64_t ticket_id;
    int64_t agent_id;
    int64_t reviewer_id;
    const char *team;
    const char *form;
    uint32_t limit;
    uint32_t reserved;
    int64_t after_id;
};
struct sup_quality_review {
    int64_t id;
    int32_t kind;
    uint32_t section_count;
    int64_t ticket_id;
    int64_t agent_id;
    int64_t reviewer_id;
    const char *form;
    int64_t score;
    int64_t at_ms;
    int64_t times;
    const char *team;
    const char *reason;
    const sup_review_section *sections;
    const char *note;
};
struct sup_review_list {
    uint32_t size;
    uint32_t count;
    const sup_quality_review *items;
    int64_t next_after_id;
};
struct sup_review_sample_params {
    uint32_t size;
    uint32_t each;
    int64_t from_ms;
    int64_t to_ms;
    const char *seed;
    int64_t agent_id;
    const char *team;
    const char *leave_out_tag;
};
struct sup_sample_ticket {
    int64_t agent_id;
    int64_t ticket_id;
    int64_t solved_ms;
    const char *channel;
    const char *reason;
};
struct sup_sample_agent {
    int64_t agent_id;
    int64_t solved;
    int64_t drawn;
};
struct sup_review_sample {
    uint32_t size;
    uint32_t count;
    const sup_sample_ticket *items;
    uint32_t agent_count;
    uint32_t reserved;
    const sup_sample_agent *agents;
};
int32_t sup_review_record(sup_core *core, const sup_caller *caller, const sup_review_record_params *params, sup_receipt *receipt);
int32_t sup_outcome_rate(sup_core *core, const sup_caller *caller, const sup_outcome_rate_params *params, sup_receipt *receipt);
int32_t sup_review_list(sup_core *core, const sup_caller *caller, const sup_review_list_params *params, sup_review_list_t **list);
int32_t sup_review_sample(sup_core *core, const sup_caller *caller, const sup_review_sample_params *params, sup_review_sample_t **sample);

/* supportcore/event.h */
enum {
    SUP_HASH_TEXT_BYTES = 64
};
enum sup_event_flag {
    SUP_EVENT_IMPORTED = 1,
    SUP_EVENT_AUTOMATED = 2,
    SUP_EVENT_ACKNOWLEDGEMENT = 4,
    SUP_EVENT_REOPENS = 8,
    SUP_EVENT_REASSIGNS = 16,
    SUP_EVENT_FIRST_REPLY = 32,
    SUP_EVENT_PUBLIC = 64,
    SUP_EVENT_ANSWER = 128,
    SUP_EVENT_AFTER_HOURS = 256
};
struct sup_event_list_params {
    uint32_t size;
    uint32_t limit;
    int64_t after_id;
};
struct sup_event {
    int64_t sequence;
    int64_t operation;
    int64_t kind;
    const char *name;
    int64_t at_ms;
    int64_t recorded_ms;
    int64_t actor_kind;
    int64_t actor_id;
    int64_t ticket_id;
    int64_t subject_id;
    int64_t number;
    int64_t flags;
    int64_t policy_version;
    const char *before;
    const char *after;
    const char *payload;
    const char *private_digest;
    const char *hash;
};
struct sup_event_list {
    uint32_t size;
    uint32_t count;
    const sup_event *items;
    int64_t next_after_id;
    int64_t tenant;
};
struct sup_chain_head_params {
    uint32_t size;
    uint32_t reserved;
};
struct sup_chain_head {
    uint32_t size;
    int32_t is_keyed;
    int64_t sequence;
    const char *hash;
    const char *key_id;
};
struct sup_chain_verify_params {
    uint32_t size;
    uint32_t reserved;
    int64_t head_sequence;
    const char *head_hash;
    sup_progress_fn *progress;
    void *progress_user;
};
enum {
    SUP_DIFFERENCES_TOLD_MAX = 100
};
struct sup_difference {
    const char *table;
    const char *key;
    const char *text;
};
struct sup_chain_report {
    uint32_t size;
    int32_t is_intact;
    int64_t checked;
    int64_t first_bad;
    const char *text;
    int64_t head_sequence;
    const char *head_hash;
    int64_t differences;
    const sup_difference *items;
    uint32_t count;
    uint32_t reserved;
};
int32_t sup_event_list(sup_core *core, const sup_caller *caller, const sup_event_list_params *params, sup_event_list_t **list);
int32_t sup_chain_head(sup_core *core, const sup_caller *caller, const sup_chain_head_params *params, sup_chain_head_t **head);
int32_t sup_chain_verify(sup_core *core, const sup_caller *caller, const sup_chain_verify_params *params, sup_chain_report **report);
int32_t sup_chain_rotate(sup_core *core, const sup_caller *caller, const sup_chain_key *key, sup_receipt *receipt);

/* supportcore/floor.h */
enum sup_floor_why {
    SUP_FLOOR_OPENED = 1,
    SUP_FLOOR_RULE = 2,
    SUP_FLOOR_STALLED = 3,
    SUP_FLOOR_UNSIGNED = 4,
    SUP_FLOOR_CUSTOMER = 5,
    SUP_FLOOR_MANUAL = 6,
    SUP_FLOOR_MERGED = 7,
    SUP_FLOOR_RETURNED = 8,
    SUP_FLOOR_LOWERED = 9,
    SUP_FLOOR_REOPENED = 10,
    SUP_FLOOR_SOLVED = 11,
    SUP_FLOOR_JOINED = 12,
    SUP_FLOOR_POLICY = 13
};
enum sup_sign_kind {
    SUP_SIGN_MOVE_UP = 1,
    SUP_SIGN_CLEARANCE = 2,
    SUP_SIGN_RESOLUTION = 3
};
enum {
    SUP_FLOOR_TEXT_BYTES_MAX = 2000,
    SUP_FLOOR_VISITS_MAX = 100,
    SUP_FLOOR_AFTER_BYTES_MAX = 63,
    SUP_FLOOR_LOOKED_MAX = 5000,
    SUP_FLOOR_SUMMED_MAX = 100000,
    SUP_FLOOR_ORDERS_MAX = 10
};
struct sup_floor_escalate_params {
    uint32_t size;
    int32_t is_customer_request;
    int64_t ticket_id;
    int64_t version;
    const char *floor;
    const char *justification;
    const char *idempotency_key;
};
struct sup_floor_lower_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    int64_t version;
    const char *floor;
    const char *reason;
    const char *idempotency_key;
    int64_t request_id;
    const char *rationale;
};
struct sup_floor_sign_params {
    uint32_t size;
    int32_t kind;
    int64_t ticket_id;
    int64_t version;
    const char *signature;
    int32_t is_rejected;
    uint32_t reserved;
    const char *note;
    const char *idempotency_key;
};
struct sup_floor_evidence_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    int64_t version;
    const char *evidence;
    const char *note;
    int64_t message_id;
    const char *idempotency_key;
};
struct sup_floor_explain_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
};
struct sup_floor_visit {
    int64_t position;
    const char *floor;
    int32_t rank;
    int32_t why;
    const char *rule;
    int64_t arrived_ms;
    int64_t left_ms;
    int32_t left_why;
    int32_t is_incomplete;
    int64_t agent_id;
    int64_t stalled_ms;
    int64_t asked_ms;
    int64_t asked_by;
    int32_t asked_why;
    int32_t is_rejected;
    const char *asked_floor;
    int64_t signed_ms;
    int64_t signed_by;
    int64_t cleared_ms;
    int64_t cleared_by;
    int64_t asked_from;
    int32_t asked_kind;
    int32_t reserved;
};
struct sup_floor_cause {
    const char *rule;
    const char *label;
    const char *floor;
    int64_t matched_ms;
    int32_t is_matching;
    int32_t is_waived;
    uint32_t step_count;
    uint32_t reserved;
    const sup_policy_step *steps;
    const char *order;
    int64_t ticket_id;
};
struct sup_floor_signature {
    const char *name;
    const char *label;
    int64_t position;
    int64_t agent_id;
    int64_t signed_ms;
    int32_t is_rejected;
    uint32_t reserved;
};
struct sup_floor_record {
    const char *name;
    const char *label;
    int64_t recorded_ms;
    int32_t actor_kind;
    uint32_t reserved;
    int64_t actor_id;
    int64_t message_id;
};
struct sup_floor_missing {
    const char *what;
    const char *name;
    const char *label;
    const char *before;
    const char *from;
};
struct sup_floor_held {
    const char *action;
    const char *until;
    const char *from;
    const char *floor;
    int64_t ticket_id;
    int64_t position;
    int64_t left_ms;
};
struct sup_floor_explanation {
    uint32_t size;
    int32_t is_cut;
    int64_t ticket_id;
    const char *floor;
    const char *floor_label;
    const char *floor_minimum;
    uint32_t visit_count;
    uint32_t cause_count;
    const sup_floor_visit *visits;
    const sup_floor_cause *causes;
    uint32_t missing_count;
    uint32_t held_count;
    const sup_floor_missing *missing;
    const sup_floor_held *held;
    const char *sign_from;
    uint32_t line_count;
    uint32_t reserved;
    const char *const *lines;
    uint32_t signature_count;
    uint32_t record_count;
    const sup_floor_signature *signatures;
    const sup_floor_record *records;
};
struct sup_floor_list_params {
    uint32_t size;
    uint32_t limit;
    const char *floor;
    const char *team;
    int64_t assignee_id;
    int64_t signer_id;
    int32_t is_waiting;
    int32_t is_left;
    const char *after;
};
struct sup_floor_ticket {
    int64_t ticket_id;
    const char *floor;
    const char *floor_minimum;
    int64_t arrived_ms;
    int32_t why;
    int32_t waits_for;
    int64_t asked_ms;
    const char *status;
    const char *priority;
    const char *channel;
    const char *team;
    int64_t assignee_id;
    int64_t position;
    int64_t left_ms;
    int64_t part_id;
};
struct sup_floor_list {
    uint32_t size;
    uint32_t count;
    const sup_floor_ticket *items;
    const char *next_after;
};
struct sup_floor_summary_params {
    uint32_t size;
    uint32_t reserved;
    int64_t from_ms;
    int64_t to_ms;
};
struct sup_floor_figures {
    const char *floor;
    const char *reason;
    int64_t agent_id;
    int64_t visit_count;
    int64_t solved_count;
    int64_t escalated_count;
    int64_t rule_count;
    int64_t stalled_count;
    int64_t unsigned_count;
    int64_t customer_count;
    int64_t manual_count;
    int64_t ended_count;
    int64_t total_ms;
};
struct sup_floor_summary {
    uint32_t size;
    uint32_t floor_count;
    int64_t from_ms;
    int64_t to_ms;
    const sup_floor_figures *floors;
    uint32_t reason_count;
    uint32_t agent_count;
    const sup_floor_figures *reasons;
    const sup_floor_figures *agents;
    int64_t ticket_count;
    int64_t first_solved_count;
    int64_t risk_count;
    int64_t risk_reached_count;
    int64_t decision_count;
    int64_t decision_target_count;
    int64_t decided_in_time_count;
    int64_t step_count;
    int64_t complete_count;
};
int32_t sup_floor_escalate(sup_core *core, const sup_caller *caller, const sup_floor_escalate_params *params, sup_receipt *receipt);
int32_t sup_floor_lower(sup_core *core, const sup_caller *caller, const sup_floor_lower_params *params, sup_receipt *receipt);
int32_t sup_floor_sign(sup_core *core, const sup_caller *caller, const sup_floor_sign_params *params, sup_receipt *receipt);
int32_t sup_floor_evidence(sup_core *core, const sup_caller *caller, const sup_floor_evidence_params *params, sup_receipt *receipt);
int32_t sup_floor_explain(sup_core *core, const sup_caller *caller, const sup_floor_explain_params *params, sup_floor_explanation **explanation);
int32_t sup_floor_list(sup_core *core, const sup_caller *caller, const sup_floor_list_params *params, sup_floor_list_t **list);
int32_t sup_floor_summary(sup_core *core, const sup_caller *caller, const sup_floor_summary_params *params, sup_floor_summary_t **summary);

/* supportcore/authority.h */
enum {
    SUP_RATIONALE_BYTES_MAX = 2000,
    SUP_AMOUNT_BYTES_MAX = 24,
    SUP_TICKET_REQUESTS_MAX = 100
};
enum sup_request_state {
    SUP_REQUEST_WAITING = 1,
    SUP_REQUEST_GRANTED = 2,
    SUP_REQUEST_EXECUTING = 3,
    SUP_REQUEST_CONFIRMED = 4,
    SUP_REQUEST_FAILED = 5,
    SUP_REQUEST_REJECTED = 6,
    SUP_REQUEST_WITHDRAWN = 7,
    SUP_REQUEST_EXPIRED = 8,
    SUP_REQUEST_VOID = 9,
    SUP_REQUEST_REFUSED = 10,
    SUP_REQUEST_REPORTED = 11,
    SUP_REQUEST_JOINED = 12
};
enum sup_limit_scope {
    SUP_LIMIT_REQUEST = 1,
    SUP_LIMIT_TICKET = 2,
    SUP_LIMIT_ORDER = 3,
    SUP_LIMIT_CUSTOMER = 4,
    SUP_LIMIT_AGENT = 5,
    SUP_LIMIT_TEAM = 6
};
struct sup_authority_check_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    const char *remedy;
    const char *amount;
    const char *currency;
    const sup_reference *order;
    const char *subject;
    int64_t customer_id;
};
struct sup_authority_limit {
    int32_t scope;
    int32_t is_exceeded;
    int64_t within_ms;
    const char *used;
    const char *most;
    int32_t is_count;
    int32_t is_captured;
    const char *left;
    int32_t is_shared;
    uint32_t reserved;
    const char *row;
};
struct sup_authority_answer {
    uint32_t size;
    int32_t effect;
    const char *row;
    const char *label;
    const char *why;
    uint32_t limit_count;
    uint32_t quorum;
    const sup_authority_limit *limits;
    const char *approvers;
    int32_t needs_rationale;
    uint32_t passed_count;
    int64_t duplicate_of;
    const sup_authority_limit *passed;
};
struct sup_authority_request_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    int64_t version;
    const char *remedy;
    const char *amount;
    const char *currency;
    const sup_reference *order;
    const char *rationale;
    const char *idempotency_key;
    const char *subject;
    int64_t customer_id;
};
struct sup_authority_execute_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
    const char *idempotency_key;
    int64_t duplicate_of;
};
struct sup_authority_confirm_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
    const char *amount;
    const char *external_id;
    const char *idempotency_key;
};
struct sup_authority_fail_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
    const char *note;
    const char *idempotency_key;
};
struct sup_authority_withdraw_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
    const char *note;
    const char *idempotency_key;
};
struct sup_approval_decide_params {
    uint32_t size;
    int32_t is_rejected;
    int64_t request_id;
    const char *note;
    const char *idempotency_key;
};
struct sup_authority_explain_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
};
struct sup_approval {
    int64_t agent_id;
    int64_t at_ms;
    int32_t is_rejected;
    uint32_t reserved;
    const char *note;
};
struct sup_remedy_request {
    uint32_t size;
    int32_t state;
    int64_t id;
    int64_t ticket_id;
    int64_t customer_id;
    const char *remedy;
    const char *label;
    const char *amount;
    const char *currency;
    const char *settled;
    const sup_reference *order;
    int32_t actor_kind;
    int32_t effect;
    int64_t actor_id;
    int64_t asked_ms;
    const char *reason;
    const char *rationale;
    const char *row;
    int64_t policy_version;
    const char *why;
    uint32_t quorum;
    uint32_t approval_count;
    const sup_approval *approvals;
    const char *approvers;
    int64_t due_ms;
    int64_t decided_ms;
    int64_t executed_ms;
    int64_t settled_ms;
    const char *external_id;
    int32_t is_irregular;
    uint32_t passed_count;
    int64_t duplicate_of;
    const char *subject;
    const char *cause;
    int32_t is_unreported;
    uint32_t limit_count;
    const sup_authority_limit *limits;
    const sup_authority_limit *passed;
};
struct sup_approval_list_params {
    uint32_t size;
    int32_t is_mine;
    int64_t ticket_id;
    int32_t state;
    uint32_t limit;
    int64_t after_id;
};
struct sup_approval_list {
    uint32_t size;
    uint32_t count;
    const sup_remedy_request *items;
    int64_t next_after_id;
};
struct sup_authority_offer_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    int64_t agent_id;
    const char *currency;
    const sup_reference *order;
};
struct sup_offer_band {
    const char *from;
    const char *to;
    int32_t effect;
    int32_t is_open;
    int32_t needs_rationale;
    int32_t is_lacking;
    const char *row;
    const char *label;
    const char *why;
    uint32_t quorum;
    uint32_t limit_count;
    const char *approvers;
    const sup_authority_limit *limits;
    const sup_authority_limit *passed;
    uint32_t passed_count;
    uint32_t reserved;
};
struct sup_offer_remedy {
    const char *remedy;
    const char *label;
    int32_t effect;
    uint32_t band_count;
    const char *at_once;
    const char *at_discretion;
    const char *by_approval;
    const sup_offer_band *bands;
};
struct sup_offer {
    uint32_t size;
    uint32_t count;
    const sup_offer_remedy *items;
    int64_t ticket_id;
    int64_t actor_id;
    int32_t actor_kind;
    uint32_t reserved;
    const char *currency;
    const sup_reference *order;
    const char *blocked;
    const char *held;
};
int32_t sup_authority_check(sup_core *core, const sup_caller *caller, const sup_authority_check_params *params, sup_authority_answer **answer);
int32_t sup_authority_offer(sup_core *core, const sup_caller *caller, const sup_authority_offer_params *params, sup_offer **offer);
int32_t sup_authority_request(sup_core *core, const sup_caller *caller, const sup_authority_request_params *params, sup_receipt *receipt);
int32_t sup_authority_execute(sup_core *core, const sup_caller *caller, const sup_authority_execute_params *params, sup_receipt *receipt);
int32_t sup_authority_confirm(sup_core *core, const sup_caller *caller, const sup_authority_confirm_params *params, sup_receipt *receipt);
int32_t sup_authority_fail(sup_core *core, const sup_caller *caller, const sup_authority_fail_params *params, sup_receipt *receipt);
int32_t sup_authority_withdraw(sup_core *core, const sup_caller *caller, const sup_authority_withdraw_params *params, sup_receipt *receipt);
int32_t sup_approval_decide(sup_core *core, const sup_caller *caller, const sup_approval_decide_params *params, sup_receipt *receipt);
int32_t sup_authority_explain(sup_core *core, const sup_caller *caller, const sup_authority_explain_params *params, sup_remedy_request **request);
int32_t sup_approval_list(sup_core *core, const sup_caller *caller, const sup_approval_list_params *params, sup_approval_list_t **list);

/* supportcore/review.h */
enum {
    SUP_PRECEDENTS_LOOKED_MAX = 1000,
    SUP_REVIEW_LOOKED_MAX = 20000,
    SUP_REVIEW_GROUPS_MAX = 1000,
    SUP_REVIEW_AFTER_BYTES_MAX = 48,
    SUP_REVIEW_RANGE_MS = 604800000,
    SUP_REVIEW_NEAR_PERCENT = 90
};
struct sup_authority_precedents_params {
    uint32_t size;
    uint32_t limit;
    int64_t ticket_id;
    const char *reason;
    const char *remedy;
    const char *amount;
    const char *currency;
    int64_t after_id;
};
struct sup_precedent {
    int64_t request_id;
    int64_t ticket_id;
    int64_t asked_ms;
    int32_t state;
    int32_t effect;
    const char *amount;
    const char *settled;
    const char *row;
    const char *rationale;
    int64_t actor_id;
    int32_t actor_kind;
    int32_t is_overturned;
    int32_t is_irregular;
    uint32_t reserved;
    const char *reason;
};
struct sup_precedent_list {
    uint32_t size;
    uint32_t count;
    const sup_precedent *items;
    int64_t next_after_id;
    const char *reason;
    const char *remedy;
    const char *currency;
    const char *least;
    const char *most;
    int64_t total;
    int64_t granted;
    int64_t waiting;
    int64_t rejected;
    int64_t refused;
    int64_t overturned;
    int64_t confirmed;
    const char *confirmed_least;
    const char *confirmed_median;
    const char *confirmed_most;
    int32_t is_cut;
    uint32_t reserved;
};
enum sup_review_group_by {
    SUP_REVIEW_BY_AGENT = 1,
    SUP_REVIEW_BY_REMEDY = 2,
    SUP_REVIEW_BY_REASON = 3,
    SUP_REVIEW_BY_EFFECT = 4,
    SUP_REVIEW_BY_ROW = 5
};
struct sup_authority_review_params {
    uint32_t size;
    int32_t group;
    int64_t from_ms;
    int64_t to_ms;
    uint32_t near_percent;
    uint32_t reserved;
    const char *after;
};
struct sup_review_money {
    const char *currency;
    const char *asked;
    const char *granted;
    const char *confirmed;
};
struct sup_review_group {
    const char *key;
    int64_t actor_id;
    int32_t actor_kind;
    uint32_t money_count;
    const sup_review_money *money;
    int64_t asked;
    int64_t waiting;
    int64_t open;
    int64_t confirmed;
    int64_t failed;
    int64_t rejected;
    int64_t withdrawn;
    int64_t expired;
    int64_t voided;
    int64_t refused;
    int64_t granted;
    int64_t by_approval;
    int64_t irregular;
    int64_t overturned;
    int64_t near_limit;
    int64_t under_threshold;
    int64_t without_rationale;
};
struct sup_review_reported {
    const char *currency;
    const char *amount;
    int64_t count;
};
struct sup_review {
    uint32_t size;
    uint32_t count;
    const sup_review_group *items;
    int64_t total;
    int64_t from_ms;
    int64_t to_ms;
    const char *next_after;
    const sup_review_reported *reported;
    uint32_t reported_count;
    uint32_t reserved;
};
int32_t sup_authority_precedents(sup_core *core, const sup_caller *caller, const sup_authority_precedents_params *params, sup_precedent_list **list);
int32_t sup_authority_review(sup_core *core, const sup_caller *caller, const sup_authority_review_params *params, sup_review **review);

/* supportcore/ledger.h */
struct sup_ledger_report_params {
    uint32_t size;
    uint32_t reserved;
    const char *external_id;
    const char *remedy;
    const char *amount;
    const char *currency;
    const sup_reference *order;
    int64_t ticket_id;
    int64_t customer_id;
    int64_t agent_id;
    const char *note;
    const char *idempotency_key;
};
struct sup_ledger_list_params {
    uint32_t size;
    uint32_t limit;
    int64_t ticket_id;
    int64_t customer_id;
    int64_t agent_id;
    const sup_reference *order;
    const char *team;
    const char *remedy;
    int64_t within_ms;
    int64_t after_id;
};
struct sup_ledger_entry {
    uint32_t size;
    int32_t state;
    int64_t request_id;
    int64_t ticket_id;
    const char *remedy;
    const char *label;
    const char *amount;
    const char *currency;
    int64_t at_ms;
    int64_t until_ms;
    int32_t actor_kind;
    uint32_t reserved;
    int64_t actor_id;
};
struct sup_ledger_sum {
    const char *currency;
    const char *amount;
    int64_t count;
};
struct sup_ledger_excess {
    const sup_reference *order;
    const char *amount;
    const char *currency;
    int64_t at_ms;
};
struct sup_ledger_list {
    uint32_t size;
    uint32_t count;
    const sup_ledger_entry *items;
    const sup_ledger_sum *sums;
    uint32_t sum_count;
    uint32_t excess_count;
    int64_t next_after_id;
    const sup_ledger_excess *excesses;
};
int32_t sup_ledger_report(sup_core *core, const sup_caller *caller, const sup_ledger_report_params *params, sup_receipt *receipt);
int32_t sup_ledger_list(sup_core *core, const sup_caller *caller, const sup_ledger_list_params *params, sup_ledger_list_t **list);

/* supportcore/kpi.h */
enum {
    SUP_KPI_METRICS_MAX = 20,
    SUP_KPI_GROUPS_MAX = 2,
    SUP_KPI_FILTERS_MAX = 20,
    SUP_KPI_NAME_BYTES_MAX = 64,
    SUP_KPI_DATE_BYTES_MAX = 10,
    SUP_KPI_ROWS_MAX = 10000,
    SUP_KPI_EXACT_MAX = 2000,
    SUP_SCORECARD_LINES_MAX = 50,
    SUP_KPI_DESKS_MAX = 100
};
enum sup_kpi_interval {
    SUP_KPI_WHOLE = 1,
    SUP_KPI_DAYS = 2,
    SUP_KPI_WEEKS = 3,
    SUP_KPI_MONTHS = 4
};
struct sup_kpi_filter {
    const char *by;
    const char *is;
};
struct sup_kpi_definitions_params {
    uint32_t size;
    uint32_t reserved;
    const char *metric;
};
struct sup_kpi_definition {
    const char *name;
    const char *label;
    const char *unit;
    const char *formula;
    const char *population;
    const char *clock;
    const char *source;
    int64_t version;
    int32_t has_percentiles;
    int32_t is_stock;
    const char *window;
    int64_t provisional_ms;
};
struct sup_kpi_definition_list {
    uint32_t size;
    uint32_t count;
    const sup_kpi_definition *items;
};
struct sup_kpi_query_params {
    uint32_t size;
    int32_t interval;
    const char *const *metrics;
    uint32_t metric_count;
    uint32_t by_count;
    const char *from;
    const char *to;
    const char *const *by;
    const sup_kpi_filter *filters;
    uint32_t filter_count;
    int32_t is_exact;
    const char *currency;
};
struct sup_kpi_spread {
    int64_t min_ms;
    int64_t max_ms;
    int64_t p50_ms;
    int64_t p75_ms;
    int64_t p90_ms;
    int64_t p95_ms;
    int64_t p99_ms;
    int32_t is_exact;
    uint32_t reserved;
};
struct sup_kpi_row {
    const char *metric;
    const char *from;
    const char *to;
    const char *const *groups;
    uint32_t group_count;
    uint32_t reserved;
    const char *value;
    int64_t numerator;
    int64_t denominator;
    const sup_kpi_spread *spread;
    int64_t provisional_until_ms;
};
struct sup_kpi_answer {
    uint32_t size;
    uint32_t count;
    const sup_kpi_row *items;
    const char *zone;
    const char *currency;
    int64_t sequence;
    int32_t is_scanned;
    uint32_t reserved;
};
struct sup_kpi_explain_params {
    uint32_t size;
    uint32_t limit;
    const char *metric;
    const char *from;
    const char *to;
    const sup_kpi_filter *filters;
    uint32_t filter_count;
    uint32_t reserved;
    const char *currency;
    int64_t after_id;
};
enum sup_kpi_subject {
    SUP_KPI_TICKET = 1,
    SUP_KPI_SURVEY = 2,
    SUP_KPI_REVIEW = 3,
    SUP_KPI_AGENT = 4
};
struct sup_kpi_thing {
    int32_t subject;
    uint32_t reserved;
    int64_t id;
    int64_t ticket_id;
    int64_t at_ms;
    const char *what;
    int64_t numerator;
    int64_t denominator;
};
struct sup_kpi_explanation {
    uint32_t size;
    uint32_t count;
    const sup_kpi_thing *items;
    int64_t next_after_id;
};
struct sup_kpi_check_params {
    uint32_t size;
    uint32_t reserved;
};
struct sup_kpi_check_report {
    uint32_t size;
    int32_t is_clean;
    int64_t facts;
    int64_t cells;
    int64_t differences;
    const char *first;
};
struct sup_kpi_rebuild_params {
    uint32_t size;
    uint32_t reserved;
};
struct sup_kpi_rebuild_report {
    uint32_t size;
    uint32_t reserved;
    int64_t sequence;
    int64_t facts;
};
struct sup_kpi_backlog_params {
    uint32_t size;
    uint32_t limit;
    int64_t as_of_ms;
    const sup_kpi_filter *filters;
    uint32_t filter_count;
    uint32_t reserved;
};
struct sup_kpi_age {
    int64_t from_days;
    int64_t to_days;
    int64_t tickets;
};
struct sup_kpi_open_ticket {
    int64_t ticket_id;
    int64_t opened_ms;
    int64_t age_ms;
};
struct sup_kpi_backlog {
    uint32_t size;
    uint32_t count;
    const sup_kpi_open_ticket *items;
    int64_t at_ms;
    int64_t tickets;
    int64_t aged;
    const sup_kpi_age *ages;
    uint32_t age_count;
    uint32_t reserved;
    int64_t sequence;
};
int32_t sup_kpi_definitions(sup_core *core, const sup_caller *caller, const sup_kpi_definitions_params *params, sup_kpi_definition_list **list);
int32_t sup_kpi_query(sup_core *core, const sup_caller *caller, const sup_kpi_query_params *params, sup_kpi_answer **answer);
int32_t sup_kpi_merge(sup_core *const *cores, uint32_t core_count, const sup_caller *caller, const sup_kpi_query_params *params, sup_kpi_answer **answer);
int32_t sup_kpi_explain(sup_core *core, const sup_caller *caller, const sup_kpi_explain_params *params, sup_kpi_explanation **explanation);
int32_t sup_kpi_check(sup_core *core, const sup_caller *caller, const sup_kpi_check_params *params, sup_kpi_check_report **report);
int32_t sup_kpi_rebuild(sup_core *core, const sup_caller *caller, const sup_kpi_rebuild_params *params, sup_kpi_rebuild_report **report);
int32_t sup_kpi_backlog(sup_core *core, const sup_caller *caller, const sup_kpi_backlog_params *params, sup_kpi_backlog_t **backlog);

/* supportcore/corrective.h */
enum {
    SUP_CORRECTIVE_TEXT_BYTES_MAX = 1000,
    SUP_CORRECTIVES_LOOKED_MAX = 1000
};
enum sup_corrective_state {
    SUP_CORRECTIVE_OPEN = 1,
    SUP_CORRECTIVE_DONE = 2,
    SUP_CORRECTIVE_DROPPED = 3
};
struct sup_corrective_record_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    const char *line;
    const char *text;
    int64_t owner_id;
    const char *owner_role;
    int64_t due_ms;
};
struct sup_corrective_change_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t corrective_id;
    const char *text;
    int64_t owner_id;
    const char *owner_role;
    int64_t due_ms;
};
struct sup_corrective_close_params {
    uint32_t size;
    int32_t state;
    const char *idempotency_key;
    int64_t corrective_id;
    const char *note;
};
struct sup_corrective_list_params {
    uint32_t size;
    uint32_t limit;
    const char *line;
    int32_t state;
    int32_t is_overdue;
    int64_t owner_id;
    const char *owner_role;
    int64_t after_id;
};
struct sup_corrective {
    int64_t id;
    const char *line;
    const char *text;
    int64_t owner_id;
    const char *owner_name;
    const char *owner_role;
    int64_t due_ms;
    int32_t state;
    int32_t is_overdue;
    int64_t recorded_ms;
    int64_t by_id;
    int32_t by_kind;
    uint32_t reserved;
    int64_t changes;
    int64_t changed_ms;
    int64_t closed_ms;
    const char *note;
};
struct sup_corrective_list {
    uint32_t size;
    uint32_t count;
    const sup_corrective *items;
    int64_t next_after_id;
};
int32_t sup_corrective_record(sup_core *core, const sup_caller *caller, const sup_corrective_record_params *params, sup_receipt *receipt);
int32_t sup_corrective_change(sup_core *core, const sup_caller *caller, const sup_corrective_change_params *params, sup_receipt *receipt);
int32_t sup_corrective_close(sup_core *core, const sup_caller *caller, const sup_corrective_close_params *params, sup_receipt *receipt);
int32_t sup_corrective_list(sup_core *core, const sup_caller *caller, const sup_corrective_list_params *params, sup_corrective_list_t **list);

/* supportcore/scorecard.h */
enum {
    SUP_SCORECARD_PERIODS_MAX = 60,
    SUP_SCORECARD_PERIODS = 8,
    SUP_SCORECARD_DAYS_MAX = 400,
    SUP_SCORECARD_ACTIONS_MAX = 20
};
enum sup_kpi_statistic {
    SUP_KPI_MEAN = 1,
    SUP_KPI_MIN = 2,
    SUP_KPI_MAX = 3,
    SUP_KPI_P50 = 4,
    SUP_KPI_P75 = 5,
    SUP_KPI_P90 = 6,
    SUP_KPI_P95 = 7,
    SUP_KPI_P99 = 8
};
enum sup_kpi_direction {
    SUP_KPI_BELOW = 1,
    SUP_KPI_AT_MOST = 2,
    SUP_KPI_AT_LEAST = 3
};
enum sup_kpi_status {
    SUP_KPI_MET = 1,
    SUP_KPI_MISSED = 2,
    SUP_KPI_NO_DATA = 3
};
enum sup_kpi_trend {
    SUP_KPI_BETTER = 1,
    SUP_KPI_WORSE = 2,
    SUP_KPI_SAME = 3
};
struct sup_kpi_scorecard_params {
    uint32_t size;
    int32_t period;
    const char *from;
    const char *to;
    uint32_t periods;
    uint32_t reserved;
};
struct sup_kpi_scorecard_line {
    const char *name;
    const char *label;
    const char *metric;
    const char *unit;
    int32_t statistic;
    int32_t direction;
    const char *target;
    const char *note;
    const char *owner_role;
    const char *owner_name;
    int64_t owner_id;
    const sup_kpi_filter *only;
    uint32_t only_count;
    int32_t status;
    int32_t previous_status;
    int32_t trend;
    const char *value;
    const char *previous;
    int64_t cases;
    int64_t previous_cases;
    const char *const *values;
    uint32_t value_count;
    int32_t is_exact;
    int64_t crossed_ms;
    const sup_corrective *actions;
    uint32_t action_count;
    uint32_t reserved;
    int64_t provisional_until_ms;
    int64_t previous_provisional_until_ms;
};
struct sup_kpi_scorecard {
    uint32_t size;
    uint32_t count;
    const sup_kpi_scorecard_line *items;
    int32_t period;
    int32_t is_over;
    const char *from;
    const char *to;
    const char *previous_from;
    const char *previous_to;
    const char *zone;
    const char *currency;
    int64_t sequence;
    uint32_t met;
    uint32_t missed;
    uint32_t no_data;
    uint32_t reserved;
};
int32_t sup_kpi_scorecard(sup_core *core, const sup_caller *caller, const sup_kpi_scorecard_params *params, sup_kpi_scorecard_t **card);
struct sup_kpi_compare_params {
    uint32_t size;
    uint32_t metric_count;
    const char *const *metrics;
    int32_t statistic;
    uint32_t team_count;
    const char *const *teams;
    const char *from;
    const char *to;
    const char *versus_from;
    const char *versus_to;
    const char *const *versus_teams;
    uint32_t versus_team_count;
    int32_t versus_rest;
    const sup_kpi_filter *filters;
    uint32_t filter_count;
    int32_t is_exact;
    const char *currency;
};
struct sup_kpi_difference {
    const char *metric;
    const char *unit;
    const char *value;
    const char *versus;
    int64_t cases;
    int64_t versus_cases;
    const char *difference;
    const char *percent;
    int64_t provisional_until_ms;
    int64_t versus_provisional_until_ms;
};
struct sup_kpi_comparison {
    uint32_t size;
    uint32_t count;
    const sup_kpi_difference *items;
    const char *from;
    const char *to;
    const char *versus_from;
    const char *versus_to;
    const char *zone;
    const char *currency;
    int64_t sequence;
};
int32_t sup_kpi_compare(sup_core *core, const sup_caller *caller, const sup_kpi_compare_params *params, sup_kpi_comparison **comparison);

/* supportcore/drivers.h */
enum {
    SUP_DRIVERS_BY_MAX = 3,
    SUP_DRIVERS_MAX = 1000,
    SUP_DRIVERS_TICKETS_MAX = 500000
};
struct sup_kpi_drivers_params {
    uint32_t size;
    uint32_t by_count;
    const char *from;
    const char *to;
    const char *const *by;
    uint32_t limit;
    uint32_t reserved;
};
struct sup_kpi_driver {
    const char *reason;
    const char *product;
    const char *order_state;
    int32_t is_preventable;
    uint32_t reserved;
    int64_t count;
    int64_t previous_count;
    int64_t repeat_count;
    int64_t handle_ms;
    const char *cost;
    const char *share;
    const char *cumulative;
};
struct sup_kpi_driver_list {
    uint32_t size;
    uint32_t count;
    const sup_kpi_driver *items;
    const char *from;
    const char *to;
    const char *previous_from;
    const char *previous_to;
    const char *zone;
    const char *currency;
    int64_t driver_count;
    int64_t ticket_count;
    int64_t previous_count;
    int64_t repeat_count;
    int64_t preventable_count;
    const char *cost;
    const char *preventable_cost;
    int64_t sequence;
};
int32_t sup_kpi_drivers(sup_core *core, const sup_caller *caller, const sup_kpi_drivers_params *params, sup_kpi_driver_list **list);

/* supportcore/desk.h */
enum {
    SUP_TICK_ITEMS_MAX = 1000
};
struct sup_tick_params {
    uint32_t size;
    uint32_t limit;
};
struct sup_tick_result {
    uint32_t size;
    uint32_t fired;
    int32_t is_more;
    uint32_t reserved;
    int64_t next_due_ms;
};
struct sup_next_due_params {
    uint32_t size;
    uint32_t reserved;
};
struct sup_next_due {
    uint32_t size;
    uint32_t reserved;
    int64_t due_ms;
};
struct sup_summary_params {
    uint32_t size;
    uint32_t reserved;
};
struct sup_summary {
    uint32_t size;
    uint32_t reserved;
    int64_t new_count;
    int64_t open_count;
    int64_t pending_count;
    int64_t on_hold_count;
    int64_t solved_count;
    int64_t closed_count;
    int64_t ticket_count;
    int64_t message_count;
    int64_t customer_count;
    int64_t agent_count;
    int64_t reopen_count;
    int64_t reassign_count;
    int64_t event_count;
    int64_t policy_version;
    int64_t replan_left;
};
struct sup_check_params {
    uint32_t size;
    uint32_t reserved;
    sup_progress_fn *progress;
    void *progress_user;
};
struct sup_check_report {
    uint32_t size;
    int32_t is_clean;
    int64_t events;
    int64_t rows;
    int64_t differences;
    int64_t unmendable;
    const sup_difference *items;
    uint32_t count;
    uint32_t reserved;
};
int32_t sup_desk_tick(sup_core *core, const sup_caller *caller, const sup_tick_params *params, sup_tick_result **result);
int32_t sup_desk_next_due(sup_core *core, const sup_caller *caller, const sup_next_due_params *params, sup_next_due **next);
int32_t sup_desk_summary(sup_core *core, const sup_caller *caller, const sup_summary_params *params, sup_summary **summary);
int32_t sup_desk_check(sup_core *core, const sup_caller *caller, const sup_check_params *params, sup_check_report **report);
int32_t sup_desk_rebuild(sup_core *core, const sup_caller *caller, const sup_check_params *params, sup_check_report **report);
int32_t sup_backup(sup_core *core, const char *path, sup_progress_fn *progress, void *user);
int32_t sup_maintain(sup_core *core);
int32_t sup_purge(sup_core *core);

/* supportcore/outbox.h */
struct sup_outbox_pull_params {
    uint32_t size;
    uint32_t limit;
    const char *consumer;
};
struct sup_outbox_item {
    int64_t sequence;
    const char *event;
};
struct sup_outbox_page {
    uint32_t size;
    uint32_t count;
    const sup_outbox_item *items;
    int64_t through;
    int32_t is_more;
    uint32_t reserved;
};
struct sup_outbox_ack_params {
    uint32_t size;
    uint32_t reserved;
    const char *consumer;
    int64_t sequence;
};
struct sup_import_mark_params {
    uint32_t size;
    uint32_t reserved;
    const char *source;
    int64_t from;
    int64_t to;
};
struct sup_import_position_params {
    uint32_t size;
    uint32_t reserved;
    const char *source;
};
struct sup_import_position {
    uint32_t size;
    uint32_t reserved;
    int64_t position;
};
int32_t sup_outbox_pull(sup_core *core, const sup_caller *caller, const sup_outbox_pull_params *params, sup_outbox_page **page);
int32_t sup_outbox_ack(sup_core *core, const sup_caller *caller, const sup_outbox_ack_params *params, sup_receipt *receipt);
int32_t sup_import_mark(sup_core *core, const sup_caller *caller, const sup_import_mark_params *params, sup_receipt *receipt);
int32_t sup_import_position(sup_core *core, const sup_caller *caller, const sup_import_position_params *params, sup_import_position_t **position);

/* supportcore/json.h */
enum {
    SUP_REQUEST_BYTES_MAX = 8388608,
    SUP_REQUEST_DEPTH_MAX = 80,
    SUP_REQUEST_VALUES_MAX = 262144
};
int32_t sup_call(sup_core *core, const sup_caller *caller, const char *request, size_t length, char **reply, size_t *reply_length);
char *sup_openrpc(void);

/* supportcore/sqlite.h */
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
int32_t sup_sqlite_borrow(sqlite3 *connection, const sup_allocator *allocator, sup_store **store, sup_error *error);

/* supportcore/memory.h */
int32_t sup_memory_open(const sup_allocator *allocator, sup_store **store, sup_error *error);

/* supportcore/sys/conformance.h */
struct sup_conformance {
    uint32_t size;
    uint32_t is_shared;
    void *context;
    int32_t (*open)(void *context, int32_t is_fresh, sup_store **store);
    void (*report)(void *context, const char *check, int32_t is_passed, const char *detail);
};
int32_t sup_store_conformance(const sup_conformance *suite, int32_t *passed, int32_t *failed);
