/* The firmware as a process: the core behind a pseudo-terminal (or stdin and stdout) on Linux and macOS. */
#define _XOPEN_SOURCE 700

#include "felt.h"
#include "felt_frame.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#include <sys/timerfd.h>
#endif

static const char HELP[] =
    "usage: felt-host [options]\n"
    "A simulated device: the reference firmware behind a pseudo-terminal. Prints {\"port\": NAME} once it listens.\n"
    "  --motors N       1, 2, 4 or 8 motors (4)\n"
    "  --kind KIND      erm, lra or vcm (lra)\n"
    "  --lowest L       the weakest level that is felt, 0 to 255 (0)\n"
    "  --max-level L    the highest level, 0 to 255 (255)\n"
    "  --deadman MS     silence after which it comes to rest, 1 to 65535 (450)\n"
    "  --boot N         number of this start, 0 to 65535 (made from time and process)\n"
    "  --log FILE       append a JSON line at each change of the levels\n"
    "  --stdio          frames on stdin and stdout; the port line goes to stderr\n"
    "  --parent-watch   end when stdin ends\n"
    "  --help           this text\n";

typedef struct {
    felt_config config;
    uint16_t boot;
    const char *log;
    int stdio, parent_watch;
} options;

typedef struct {
    felt device;
    felt_reader reader;
    int in, out, log;
    uint64_t start_ns, ticked_us;
    uint8_t level[FELT_MOTORS];
    int changed;
} port;

static volatile sig_atomic_t ending;

static void on_signal(int number)
{
    (void)number;
    ending = 1;
}

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "felt-host: %s%s\n", what, which);
    exit(2);
}

/* ---- options ---- */

static unsigned long number(const char *name, const char *text, unsigned long least, unsigned long most)
{
    size_t digits = text ? strspn(text, "0123456789") : 0;
    unsigned long value = digits && digits < 8 && !text[digits] ? strtoul(text, NULL, 10) : most + 1;
    if (value < least || value > most) {
        fprintf(stderr, "felt-host: %s needs a whole number from %lu to %lu\n", name, least, most);
        exit(2);
    }
    return value;
}

static uint8_t kind_of(const char *text)
{
    static const char *const kinds[] = {"erm", "lra", "vcm"};
    for (uint8_t kind = 0; text && kind < 3; kind++)
        if (!strcmp(text, kinds[kind])) return kind;
    fail("--kind needs erm, lra or vcm", "");
    return 0;
}

/* 1 in the middle, 2 left and right, 4 in the corners, 8 in two rows of four. */
static void set_places(felt_config *c)
{
    for (uint8_t m = 0; m < c->motors; m++) {
        int columns = c->motors == 8 ? 4 : 2;
        c->x[m] = (uint8_t)(c->motors == 1 ? 128 : m % columns * 255 / (columns - 1));
        c->y[m] = (uint8_t)(c->motors <= 2 ? 128 : m / columns * 255);
    }
}

static options parse(int count, char **words)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    options o = {.config = {4, 1, 255, 0, 255, 50, 0, 0, FELT_DEADMAN_MS, 20000, {0}, {0}}};
    o.boot = (uint16_t)((unsigned long)now.tv_sec ^ (unsigned long)now.tv_nsec >> 10 ^ (unsigned long)getpid() << 3);
    for (int i = 1; i < count; i++) {
        const char *word = words[i], *value = i + 1 < count ? words[i + 1] : NULL;
        int flag = 1;
        if (!strcmp(word, "--help")) {
            fputs(HELP, stdout);
            exit(0);
        } else if (!strcmp(word, "--stdio")) o.stdio = 1;
        else if (!strcmp(word, "--parent-watch")) o.parent_watch = 1;
        else flag = 0;
        if (flag) continue;
        if (!strcmp(word, "--motors")) o.config.motors = (uint8_t)number(word, value, 1, FELT_MOTORS);
        else if (!strcmp(word, "--kind")) o.config.kind = kind_of(value);
        else if (!strcmp(word, "--lowest")) o.config.lowest = (uint8_t)number(word, value, 0, 255);
        else if (!strcmp(word, "--max-level")) o.config.max_level = (uint8_t)number(word, value, 0, 255);
        else if (!strcmp(word, "--deadman")) o.config.deadman_ms = (uint16_t)number(word, value, 1, 65535);
        else if (!strcmp(word, "--boot")) o.boot = (uint16_t)number(word, value, 0, 65535);
        else if (!strcmp(word, "--log") && value) o.log = value;
        else fail("what is this: ", word);
        i++;
    }
    if (o.config.motors & (o.config.motors - 1)) fail("--motors needs 1, 2, 4 or 8", "");
    if (!o.config.kind) o.config.rise_ms = 50, o.config.stop_ms = 80;
    set_places(&o.config);
    return o;
}

/* ---- the world around the core ---- */

static uint64_t clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

static uint64_t now_us(const port *p) { return (clock_ns() - p->start_ns) / 1000; }

static void on_out(void *context, uint8_t motor, uint8_t level, uint8_t carrier)
{
    port *p = context;
    (void)carrier;
    if (p->level[motor] == level) return;
    p->level[motor] = level;
    p->changed = 1;
}

/* A host that does not read loses answers, as on a real wire; the device never waits for it. */
static void on_send(void *context, const uint8_t *packet, uint8_t length)
{
    const port *p = context;
    uint8_t frame[FELT_FRAME];
    if (write(p->out, frame, felt_write(frame, packet, length)) < 0) return;
}

static void log_levels(port *p, uint64_t us)
{
    char line[32 + 10 * FELT_MOTORS];
    int at = snprintf(line, sizeof line, "{\"t_us\": %llu, \"levels\": [", (unsigned long long)us);
    for (uint8_t m = 0; m < p->device.config.motors; m++)
        at += snprintf(line + at, sizeof line - (size_t)at, "%s%.4f", m ? ", " : "", p->level[m] / 255.0);
    at += snprintf(line + at, sizeof line - (size_t)at, "]}\n");
    p->changed = 0;
    if (p->log >= 0 && write(p->log, line, (size_t)at) < 0) ending = 1;
}

static void tick(port *p)
{
    uint64_t us = p->ticked_us = now_us(p);
    felt_tick(&p->device, (uint32_t)us);
    if (p->changed) log_levels(p, us);
}

/* Returns 0 at the end of the stream. */
static int take_bytes(port *p)
{
    uint8_t bytes[256], packet[FELT_PACKET];
    ssize_t count = read(p->in, bytes, sizeof bytes);
    for (ssize_t i = 0; i < count; i++) {
        int length = felt_read(&p->reader, bytes[i], packet);
        if (length < 0) felt_frame_error(&p->device);
        if (length <= 0) continue;
        uint64_t us = now_us(p);
        felt_receive(&p->device, packet, (uint8_t)length, (uint32_t)us);
        if (p->changed) log_levels(p, us);
    }
    return count != 0;
}

/* Raw before anybody knows its name: a cooked terminal would eat bytes and echo them. The slave stays open, since a
 * master whose last slave is closed reads errors. */
static int open_terminal(const char **name)
{
    struct termios raw;
    int master = posix_openpt(O_RDWR | O_NOCTTY), slave;
    if (master < 0 || grantpt(master) || unlockpt(master) || !(*name = ptsname(master))) return -1;
    if ((slave = open(*name, O_RDWR | O_NOCTTY)) < 0 || tcgetattr(slave, &raw)) return -1;
    raw.c_iflag = raw.c_oflag = raw.c_lflag = 0;
    raw.c_cflag = CS8 | CREAD | CLOCAL;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    return tcsetattr(slave, TCSANOW, &raw) ? -1 : master;
}

static void hurry(void)
{
#ifdef __linux__
    struct sched_param fifo = {.sched_priority = 1};
    (void)sched_setscheduler(0, SCHED_FIFO, &fifo); /* where it is not allowed, the usual priority does */
#endif
}

static int new_timer(void)
{
#ifdef __linux__
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (timer < 0) fail("no timer", "");
    return timer;
#else
    return -1; /* poll's own time limit is exact enough there */
#endif
}

/* From the last tick on, not from now: a corner may have come in between, and then the timer is due at once. */
static void set_timer(const port *p, int timer)
{
#ifdef __linux__
    uint64_t us = p->ticked_us, ns = p->start_ns + (us + felt_wait_us(&p->device, (uint32_t)us)) * 1000;
    struct itimerspec at = {{0, 0}, {(time_t)(ns / 1000000000U), (long)(ns % 1000000000U)}};
    if (timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL)) fail("no timer", "");
#else
    (void)p;
    (void)timer;
#endif
}

static void run(port *p, int watch_stdin)
{
    struct pollfd all[] = {{p->in, POLLIN, 0}, {new_timer(), POLLIN, 0}, {watch_stdin ? STDIN_FILENO : -1, POLLIN, 0}};
    while (!ending) {
        char passed[256];
        set_timer(p, all[1].fd);
        if (poll(all, 3, all[1].fd < 0 ? 1 : -1) < 0) continue;
        if (all[0].revents && !take_bytes(p)) break;
        if (all[1].revents && read(all[1].fd, passed, 8) < 0) continue;
        if (all[2].revents && read(STDIN_FILENO, passed, sizeof passed) <= 0) break;
        tick(p);
    }
}

int main(int count, char **words)
{
    options o = parse(count, words);
    struct sigaction end = {.sa_handler = on_signal}, ignore = {.sa_handler = SIG_IGN};
    port p = {.in = STDIN_FILENO, .out = STDOUT_FILENO, .log = -1};
    felt_hal hal = {on_out, on_send, &p};
    const char *name = "stdio";
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    if (o.log) p.log = open(o.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (o.log && p.log < 0) fail("cannot write ", o.log);
    if (!o.stdio && (p.in = p.out = open_terminal(&name)) < 0) fail("no pseudo-terminal", "");
    if (fcntl(p.out, F_SETFL, fcntl(p.out, F_GETFL) | O_NONBLOCK) < 0) fail("cannot set up ", name);
    p.start_ns = clock_ns();
    felt_init(&p.device, &o.config, &hal, o.boot, 0);
    hurry();
    fprintf(o.stdio ? stderr : stdout, "{\"port\": \"%s\"}\n", name);
    fflush(NULL);
    run(&p, o.parent_watch && !o.stdio);
    for (uint8_t m = 0; m < o.config.motors; m++) on_out(&p, m, 0, 0);
    if (p.changed) log_levels(&p, now_us(&p));
    return 0;
}
