# shellcheck shell=bash
# Looks at servers on this machine with bash alone; curl may be missing.

http_status() { # host, port, path -> the status of a GET, or nothing
  local host=$1 socket line=""
  case $host in 0.0.0.0 | ::) host=127.0.0.1 ;; esac
  { exec {socket}<>"/dev/tcp/$host/$2"; } 2>/dev/null || return 0
  { printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$3" "$host" >&"$socket"; } 2>/dev/null
  IFS= read -r -t 5 line <&"$socket"
  exec {socket}<&-
  [[ $line =~ ^HTTP/1\.[01]\ ([0-9]{3}) ]] && echo "${BASH_REMATCH[1]}"
  return 0
}

listens() { # host, port
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

free_port() { # below the range that the system hands out for outgoing connections
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    listens 127.0.0.1 "$port" || { echo "$port"; return; }
  done
}

listening_ports() { # process id -> its listening TCP ports
  local inodes
  inodes=$(find "/proc/$1/fd" -lname 'socket:*' -printf '%l\n' 2>/dev/null | tr -dc '0-9\n')
  [ -n "$inodes" ] || return 0
  # columns of /proc/net/tcp: 2 local address:port in hex, 4 state (0A = listening), 10 inode
  awk 'NR == FNR { mine[$1]; next } $4 == "0A" && $10 in mine { split($2, at, ":"); print at[2] }' \
    <(echo "$inodes") "/proc/$1/net/tcp" "/proc/$1/net/tcp6" | sort -u | while read -r port; do echo $((16#$port)); done
}

server_is_ready() { # process id; asks every port it listens on, so it need not know the settings
  local port
  for port in $(listening_ports "$1"); do
    [ "$(http_status "${IMAGEFLOW_BIND_ADDRESS:-127.0.0.1}" "$port" /health/ready)" = 200 ] && return 0
  done
  return 1
}
