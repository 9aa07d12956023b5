/* Preloaded into a process and all that it starts: refuses every connection and
 * datagram to an address that is not this machine, and writes it to $REFUSED_LOG.
 * Name look-ups of other hosts are refused and written too. Native code is covered as
 * well as Python, for it calls the same functions. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void report(const char *what, const char *where) {
  const char *path = getenv("REFUSED_LOG");
  int file = path ? open(path, O_WRONLY | O_APPEND | O_CREAT, 0600) : -1;
  if (file >= 0) {
    char line[512];
    int length = snprintf(line, sizeof line, "%s %s\n", what, where);
    if (write(file, line, length) < 0) abort();
    close(file);
  }
}

/* True when the address is another machine's. */
static int leaves(const struct sockaddr *address, char *text, size_t size) {
  if (!address) return 0;
  if (address->sa_family == AF_INET) {
    const struct sockaddr_in *four = (const struct sockaddr_in *)address;
    inet_ntop(AF_INET, &four->sin_addr, text, size);
    unsigned first = ntohl(four->sin_addr.s_addr) >> 24;
    return first != 127 && four->sin_addr.s_addr != INADDR_ANY;
  }
  if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
    inet_ntop(AF_INET6, &six->sin6_addr, text, size);
    if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr)) return six->sin6_addr.s6_addr[12] != 127;
    return !IN6_IS_ADDR_LOOPBACK(&six->sin6_addr) && !IN6_IS_ADDR_UNSPECIFIED(&six->sin6_addr);
  }
  return 0;
}

static int refuse(const char *what, const struct sockaddr *address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (!leaves(address, text, sizeof text)) return 0;
  report(what, text);
  errno = ENETUNREACH;
  return 1;
}

int connect(int s, const struct sockaddr *address, socklen_t length) {
  int (*real)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "connect");
  return refuse("connect", address) ? -1 : real(s, address, length);
}

ssize_t sendto(int s, const void *data, size_t size, int flags, const struct sockaddr *address,
               socklen_t length) {
  ssize_t (*real)(int, const void *, size_t, int, const struct sockaddr *, socklen_t) =
      dlsym(RTLD_NEXT, "sendto");
  return refuse("sendto", address) ? -1 : real(s, data, size, flags, address, length);
}

ssize_t sendmsg(int s, const struct msghdr *message, int flags) {
  ssize_t (*real)(int, const struct msghdr *, int) = dlsym(RTLD_NEXT, "sendmsg");
  return refuse("sendmsg", message->msg_name) ? -1 : real(s, message, flags);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
  int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
      dlsym(RTLD_NEXT, "getaddrinfo");
  struct in6_addr scratch;
  int numeric = node && (inet_pton(AF_INET, node, &scratch) || inet_pton(AF_INET6, node, &scratch));
  if (node && !numeric && strcmp(node, "localhost")) {
    report("getaddrinfo", node);
    return EAI_FAIL;
  }
  return real(node, service, hints, found);
}
