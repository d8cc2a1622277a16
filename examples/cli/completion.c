/*
 * completion.c: what a shell needs to complete the program's commands and options.
 *
 * The scripts are made from the table of commands and from what each command says of its options
 * for --help, so they know whatever the program knows. A shell's script is a fixed part, which
 * finds the command on the line, and lists of words.
 */
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "program.h"

static const char *const bash_end[] = {
    "# $1: an option, $2: the command; what its value is: FILE, words with commas between, or "
    "nothing.",
    "# Fails when it takes none.",
    "_supportcore_value()",
    "{",
    "    local option",
    "    for option in $(_supportcore_options \"$2\"); do",
    "        case $option in \"$1=\"*) echo \"${option#*=}\"; return 0 ;; esac",
    "    done",
    "    return 1",
    "}",
    "",
    "_supportcore()",
    "{",
    "    local word=${COMP_WORDS[COMP_CWORD]} command= value= is_value= i at next",
    "    [[ $word == = ]] && word=",
    "    for ((i = 1; i < COMP_CWORD; i++)); do",
    "        at=${COMP_WORDS[i]}",
    "        case $at in",
    "        --*)",
    "            if value=$(_supportcore_value \"$at\" \"$command\"); then",
    "                [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))",
    "                ((i++))",
    "                ((i >= COMP_CWORD)) && is_value=1",
    "            fi ;;",
    "        *)",
    "            for next in $(_supportcore_words \"$command\"); do",
    "                [[ $next == \"$at\" ]] && command=\"${command:+$command }$at\" && break",
    "            done ;;",
    "        esac",
    "    done",
    "    if [[ $is_value ]]; then",
    "        [[ $value == FILE ]] && compopt -o default 2>/dev/null",
    "        [[ $value == FILE ]] || COMPREPLY=($(compgen -W \"${value//,/ }\" -- \"$word\"))",
    "    elif [[ $word == -* ]]; then",
    "        COMPREPLY=($(compgen -W \"$(_supportcore_options \"$command\" | sed 's/=[^ ]*//g; "
    "s/FILE//')\" "
    "-- \"$word\"))",
    "    else",
    "        COMPREPLY=($(compgen -W \"$(_supportcore_words \"$command\")\" -- \"$word\"))",
    "        [[ \" $(_supportcore_options \"$command\") \" == *' FILE '* ]] && compopt -o default "
    "2>/dev/null",
    "    fi",
    "    return 0",
    "}",
    "",
    "complete -F _supportcore supportcore",
    NULL,
};

static const char *const zsh_end[] = {
    "_supportcore()",
    "{",
    "    local -a options next names",
    "    local -A kinds",
    "    local command= kind= at",
    "    integer i is_value=0",
    "    _supportcore_options ''",
    "    for ((i = 2; i < CURRENT; i++)); do",
    "        at=${words[i]}",
    "        if [[ $at == --*=* ]]; then",
    "            continue",
    "        elif [[ $at == --* ]]; then",
    "            if ((${+kinds[$at]})); then",
    "                ((i += 1))",
    "                ((i == CURRENT)) && is_value=1 kind=${kinds[$at]}",
    "            fi",
    "        else",
    "            _supportcore_words $command",
    "            names=(${next%%:*})",
    "            if ((${names[(Ie)$at]})); then",
    "                command=\"${command:+$command }$at\"",
    "                _supportcore_options $command",
    "            fi",
    "        fi",
    "    done",
    "    at=${words[CURRENT]%%=*}",
    "    if [[ ${words[CURRENT]} == --*=* ]] && ((!is_value && ${+kinds[$at]})); then",
    "        compset -P 1 '*='",
    "        is_value=1 kind=${kinds[$at]}",
    "    fi",
    "    if ((is_value)); then",
    "        [[ $kind == FILE ]] && _files",
    "        [[ $kind == FILE ]] || compadd -- ${=kind}",
    "    elif [[ ${words[CURRENT]} == -* ]]; then",
    "        _describe -o option options",
    "    else",
    "        _supportcore_words $command",
    "        ((${#next})) && _describe command next",
    "        ((${+kinds[FILE]})) && _files",
    "    fi",
    "}",
    "",
    "_supportcore \"$@\"",
    NULL,
};

static const char *const fish_begin[] = {
    "# The words of the command on the line.",
    "function __supportcore_command",
    "    set -l words",
    "    set -l is_value 0",
    "    for token in (commandline -opc)[2..-1]",
    "        if test $is_value = 1",
    "            set is_value 0",
    "        else if string match -q -- '--*=*' $token",
    "            continue",
    "        else if string match -q -- '--*' $token",
    "            contains -- \"$words $token\" $__supportcore_valued; or contains -- $token "
    "$__supportcore_valued",
    "            and set is_value 1",
    "        else if contains -- (string join ' ' -- $words $token) $__supportcore_commands",
    "            set -a words $token",
    "        end",
    "    end",
    "    string join ' ' -- $words",
    "end",
    "",
    "function __supportcore_is",
    "    test \"$(__supportcore_command)\" = \"$argv[1]\"",
    "end",
    "",
    "complete -c supportcore -e",
    "complete -c supportcore -f",
    NULL,
};

static void print_lines(const char *const *lines)
{
    for (; *lines != NULL; lines++) {
        printf("%s\n", *lines);
    }
}

/* Text inside single quotes, as all three shells read it; a colon ends a word in lists of zsh. */
static void print_quoted(const char *text, int escapes_colon)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            printf("'\\''");
        } else {
            printf("%s%c", *text == ':' && escapes_colon ? "\\" : "", *text);
        }
    }
}

/* What an option's value is: "FILE", the words it may be, or "". */
static const char *kind_of(const struct command_option *option)
{
    const char *dot = strrchr(option->value, '.');
    if (option->choices != NULL) {
        return option->choices;
    }
    return strcmp(option->value, "FILE") == 0 || (dot != NULL && strcmp(dot, ".json") == 0) ? "FILE"
                                                                                            : "";
}

static int takes_file(const struct command_usage *usage)
{
    return usage->arguments != NULL && strncmp(usage->arguments, "FILE", 4) == 0;
}

static void print_bash_options(const struct command_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        printf("--%s", options[i].name);
        if (options[i].value != NULL) {
            putchar('=');
            for (const char *c = kind_of(&options[i]); *c != '\0'; c++) {
                putchar(*c == ' ' ? ',' : *c);
            }
        }
        putchar(' ');
    }
}

static void tell_bash(const char *command, const struct command_usage *usage)
{
    if (usage->option_count > 0 || takes_file(usage)) {
        printf("    '%s') echo '", command);
        print_bash_options(usage->options, usage->option_count);
        printf("%s' ;;\n", takes_file(usage) ? "FILE" : "");
    }
}

static void print_zsh_options(const struct command_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        printf("        options+=('--%s:", options[i].name);
        print_quoted(options[i].meaning, 1);
        printf("')");
        if (options[i].value != NULL) {
            printf(" kinds[--%s]='%s'", options[i].name, kind_of(&options[i]));
        }
        putchar('\n');
    }
}

static void tell_zsh(const char *command, const struct command_usage *usage)
{
    if (usage->option_count > 0 || takes_file(usage)) {
        printf("    ('%s')\n", command);
        print_zsh_options(usage->options, usage->option_count);
        printf("%s        ;;\n", takes_file(usage) ? "        kinds[FILE]=1\n" : "");
    }
}

static void print_fish_options(const char *command, const struct command_option *options,
                               size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *value = options[i].value;
        const char *kind = value != NULL ? kind_of(&options[i]) : "";
        if (value != NULL) {
            printf("set -ga __supportcore_valued '%s%s--%s'\n", command, *command ? " " : "",
                   options[i].name);
        }
        printf("complete -c supportcore%s%s%s -l %s%s", *command ? " -n '__supportcore_is \"" : "",
               command, *command ? "\"'" : "", options[i].name,
               value == NULL               ? ""
               : strcmp(kind, "FILE") == 0 ? " -r -F"
                                           : " -x");
        if (*kind != '\0' && strcmp(kind, "FILE") != 0) {
            printf(" -a '%s'", kind);
        }
        printf(" -d '");
        print_quoted(options[i].meaning, 0);
        printf("'\n");
    }
}

static void tell_fish(const char *command, const struct command_usage *usage)
{
    print_fish_options(command, usage->options, usage->option_count);
    if (takes_file(usage)) {
        printf("complete -c supportcore -n '__supportcore_is \"%s\"' -F\n", command);
    }
}

/* Let every command say what its --help would, and tell that to a shell. */
static void tell_commands(struct program *program,
                          void (*tell)(const char *command, const struct command_usage *usage))
{
    static char name[] = "supportcore", help[] = "--help";
    char *words[] = {name, help, NULL};
    int count = 0;
    const struct command *commands = program_commands(&count), *own = program->command;
    program->tell_usage = tell;
    for (int i = 0; i < count; i++) {
        program->command = &commands[i];
        (void)commands[i].run(program, 2, words);
    }
    program->command = own;
    program->tell_usage = NULL;
}

/* Whether an earlier command begins with the same word. */
static int is_known_word(const struct command *commands, int at)
{
    size_t bytes = strcspn(commands[at].name, " ");
    for (int i = 0; i < at; i++) {
        if (strcspn(commands[i].name, " ") == bytes &&
            memcmp(commands[i].name, commands[at].name, bytes) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Each word that may follow `group`, or begin a command when that is ""; `tell` gets the command
 * when the word ends it. */
static void each_word(const char *group, void (*tell)(const char *group, const char *word,
                                                      int bytes, const struct command *command))
{
    int count = 0;
    const struct command *commands = program_commands(&count);
    size_t skip = strlen(group);
    for (int i = 0; i < count; i++) {
        const char *word = commands[i].name;
        if (skip > 0) {
            if (strncmp(word, group, skip) == 0 && word[skip] == ' ') {
                tell(group, word + skip + 1, (int)strlen(word + skip + 1), &commands[i]);
            }
        } else if (!is_known_word(commands, i)) {
            int bytes = (int)strcspn(word, " ");
            tell(group, word, bytes, word[bytes] == '\0' ? &commands[i] : NULL);
        }
    }
}

static void tell_bash_word(const char *group, const char *word, int bytes,
                           const struct command *command)
{
    (void)group;
    (void)command;
    printf("%.*s ", bytes, word);
}

static void tell_zsh_word(const char *group, const char *word, int bytes,
                          const struct command *command)
{
    (void)group;
    printf(" '%.*s:", bytes, word);
    print_quoted(command != NULL ? command->summary : "more words follow", 1);
    putchar('\'');
}

/* The first words of commands, each with what `tell` makes of it. */
static void each_group(void (*tell)(const char *group))
{
    int count = 0;
    const struct command *commands = program_commands(&count);
    char group[32];
    tell("");
    for (int i = 0; i < count; i++) {
        if (strchr(commands[i].name, ' ') != NULL && !is_known_word(commands, i)) {
            snprintf(group, sizeof group, "%.*s", (int)strcspn(commands[i].name, " "),
                     commands[i].name);
            tell(group);
        }
    }
}

static void tell_bash_group(const char *group)
{
    printf("    '%s') echo '", group);
    each_word(group, tell_bash_word);
    printf("' ;;\n");
}

static void tell_zsh_group(const char *group)
{
    printf("    ('%s') next=(", group);
    each_word(group, tell_zsh_word);
    printf(") ;;\n");
}

static void tell_fish_word(const char *group, const char *word, int bytes,
                           const struct command *command)
{
    const char *space = *group != '\0' ? " " : "";
    printf("set -ga __supportcore_commands '%s%s%.*s'\n", group, space, bytes, word);
    printf("complete -c supportcore -n '__supportcore_is \"%s\"' -a %.*s -d '", group, bytes, word);
    print_quoted(command != NULL ? command->summary : "more words follow", 0);
    printf("'\n");
}

static void tell_fish_group(const char *group)
{
    each_word(group, tell_fish_word);
}

static void print_bash(struct program *program)
{
    size_t count = 0;
    const struct command_option *options = options_of_program(&count);
    printf("# bash completion for supportcore, as printed by: supportcore completion bash\n\n"
           "# $1: the words of a command so far; those that may follow.\n"
           "_supportcore_words()\n{\n    case $1 in\n");
    each_group(tell_bash_group);
    printf("    esac\n}\n\n"
           "# $1: a command; its options, of those with a value \"=\" and what that is.\n"
           "_supportcore_options()\n{\n    echo '");
    print_bash_options(options, count);
    printf("--help'\n    case $1 in\n");
    tell_commands(program, tell_bash);
    printf("    esac\n}\n\n");
    print_lines(bash_end);
}

static void print_zsh(struct program *program)
{
    size_t count = 0;
    const struct command_option *options = options_of_program(&count);
    printf("#compdef supportcore\n"
           "# zsh completion for supportcore, as printed by: supportcore completion zsh\n\n"
           "# $1: the words of a command so far; next: those that may follow.\n"
           "_supportcore_words()\n{\n    next=()\n    case $1 in\n");
    each_group(tell_zsh_group);
    printf("    esac\n}\n\n"
           "# $1: a command; options: what it has; kinds: of those with a value, what that is.\n"
           "_supportcore_options()\n{\n    options=('--help:help') kinds=()\n");
    print_zsh_options(options, count);
    printf("    case $1 in\n");
    tell_commands(program, tell_zsh);
    printf("    esac\n}\n\n");
    print_lines(zsh_end);
}

static void print_fish(struct program *program)
{
    size_t count = 0;
    const struct command_option *options = options_of_program(&count);
    printf("# fish completion for supportcore, as printed by: supportcore completion fish\n\n"
           "set -g __supportcore_commands\nset -g __supportcore_valued\n\n");
    print_lines(fish_begin);
    print_fish_options("", options, count);
    printf("complete -c supportcore -l help -d 'help'\n");
    each_group(tell_fish_group);
    tell_commands(program, tell_fish);
}

int command_completion(struct program *program, int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*print)(struct program *program);
    } shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
    const struct command_usage usage = {
        .arguments = "bash|zsh|fish",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "A script with which a shell completes commands and options. Installed ones are\n"
                 "read by themselves; this is for a shell that does not find them.\n",
        .examples = "  source <(supportcore completion bash)\n"
                    "  supportcore completion fish > ~/.config/fish/completions/supportcore.fish\n",
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
        if (strcmp(argv[1], shells[i].name) == 0) {
            shells[i].print(program);
            return EXIT_OK;
        }
    }
    return program_fail_usage(program, "there is no completion for '%s'", argv[1]);
}
