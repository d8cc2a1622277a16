"""Nothing in lib/ reads a clock, the environment or the locale, or writes to the host's streams.

Looks at the sources and, since a macro could hide a call, at what the built library wants from
others. usage: purity.py SOURCE_ROOT SHARED_LIBRARY ...
"""
import pathlib
import re
import shutil
import subprocess
import sys

import source

CLOCKS = '''time gettimeofday clock clock_gettime clock_getres timespec_get ftime localtime
localtime_r gmtime gmtime_r mktime timegm strftime strptime tzset times getitimer alarm nanosleep
usleep sleep difftime ctime asctime'''
ENVIRONMENT = '''getenv secure_getenv setenv putenv unsetenv clearenv environ getcwd chdir umask
getuid geteuid getlogin gethostname uname sysconf getrlimit system popen fork vfork execv execve
execvp execl posix_spawn signal sigaction raise kill abort exit _exit atexit getopt'''
LOCALE = '''setlocale localeconv newlocale uselocale nl_langinfo strcoll strxfrm tolower toupper
isalpha isdigit isalnum isspace isupper islower isprint iscntrl ispunct isgraph isxdigit strcasecmp
strncasecmp strtod strtof strtold atof wcscoll mbstowcs wcstombs mbrtowc iconv strtok'''
STREAMS = '''printf vprintf puts putchar fprintf vfprintf fputs fputc fwrite fread fgets fgetc
getchar gets scanf fscanf sscanf fopen fdopen freopen fclose fflush tmpfile tmpnam mkstemp perror
stdin stdout stderr syslog write pwrite pread'''
CHANCE = 'rand srand random srandom drand48 arc4random getrandom getentropy'
THREADS = 'pthread_create pthread_mutex_lock thrd_create mtx_lock call_once dlopen dlsym'
MEMORY = 'malloc calloc strdup strndup asprintf vasprintf sprintf vsprintf strcpy strcat alloca'

FORBIDDEN = {
    name: why
    for names, why in ((CLOCKS, 'time is an argument'), (ENVIRONMENT, 'of the process'),
                       (LOCALE, 'depends on the locale, or is unsafe with signed characters'),
                       (STREAMS, 'the streams and files are the host\'s'),
                       (CHANCE, 'random bytes come from lib/base/hash.c'),
                       (THREADS, 'no threads and no globals'),
                       (MEMORY, 'memory comes from the handle\'s allocator, text has a length'))
    for name in names.split()
}
# Allowed in the named files only: which process this is (fork), and the files of
# the SQLite backend and of time zones.
ONLY_IN = {
    'getpid': ('lib/api/core.c', 'lib/sqlite/'),
    'open': ('lib/sqlite/backup.c', 'lib/time/zone_file.c'),
    'close': ('lib/sqlite/backup.c', 'lib/time/zone_file.c'),
    'read': ('lib/time/zone_file.c',),
    'lstat': ('lib/sqlite/backup.c',),
    'stat': ('lib/sqlite/open.c',),
    'link': ('lib/sqlite/backup.c',),
    'unlink': ('lib/sqlite/backup.c',),
    'rename': ('lib/sqlite/backup.c',),
    'fsync': ('lib/sqlite/backup.c',),
    'realloc': ('lib/base/memory.c',),
    'free': ('lib/base/memory.c',),
}
CALL = re.compile(r'(?<![\w.>])([A-Za-z_]\w*)\s*\(')
NAME_ONLY = {'environ', 'stdin', 'stdout', 'stderr'}
NAME = re.compile(r'(?<![\w.>])(environ|stdin|stdout|stderr)\b(?!\s*\()')
# What the library may want from the C library; everything else there needs a reason first.
EXPECTED = set('''assert_fail cxa_finalize errno_location setjmp longjmp stack_chk_fail
bsearch memcmp bcmp memcpy memmove memset qsort strchr strcmp strcspn strlen strncmp strrchr strspn strstr memchr
vsnprintf gmon_start'''.split())
FOREIGN = re.compile(r'^(sqlite3_|yajl_|crypto_generichash|sodium_|randombytes_buf$|_ITM_|asan_|ubsan_)')
FORTIFIED = re.compile(r'^_*(.*?)(_chk|64)?_*$')


def source_problems(root):
    count = 0
    for file in source.c_files(root / 'lib'):
        path = file.relative_to(root).as_posix()
        text = source.without_comments(file.read_text(encoding='utf-8'))
        count += 1
        for match in list(CALL.finditer(text)) + list(NAME.finditer(text)):
            name = match.group(1)
            places = ONLY_IN.get(name)
            at = f'{path}:{source.line_of(text, match.start())}'
            if name in FORBIDDEN:
                yield f'{at}: {name}: {FORBIDDEN[name]}'
            elif places and not path.startswith(places):
                yield f'{at}: {name}: only in {", ".join(places)}'
    if count == 0:
        yield 'no sources found'


def library_problems(library):
    nm = shutil.which('nm')
    if not nm:
        print('note: no nm: only the sources were looked at')
        return
    listing = subprocess.run([nm, '-D', '--undefined-only', library], check=True,
                             capture_output=True, text=True).stdout
    names = [line.split()[-1].split('@')[0] for line in listing.splitlines() if line.strip()]
    if not names:
        yield f'{library}: nm lists nothing'
    for name in names:
        plain = FORTIFIED.match(name).group(1)
        if name in FORBIDDEN or plain in FORBIDDEN:
            yield f'{library} wants {name}: {FORBIDDEN.get(name) or FORBIDDEN[plain]}'
        elif not (plain in EXPECTED or plain in ONLY_IN or FOREIGN.match(name) or
                  FOREIGN.match(name.lstrip('_'))):
            yield f'{library} wants {name}, which this test does not expect'


def main(root, *libraries):
    root = pathlib.Path(root)
    problems = list(source_problems(root))
    for library in libraries:
        problems += library_problems(library)
    source.finish(problems, 'no clock, environment, locale or stream in lib/')


main(*sys.argv[1:])
