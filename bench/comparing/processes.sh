# Starts, pauses and ends what is measured, and the database under it. Sourced by bench/compare.

# A server may be several processes; pid has all of them.
declare -A url pid has_database ready_ms # of each server by its name
declare -A read_path
postgres_pid='' exit_code=0

free_port() { # sets port to one that nobody answers on and that was not given out before
  while port=$((first_port + RANDOM % ports)); [[ ${taken_ports:-} == *" $port "* ]] || (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  taken_ports="${taken_ports:- }$port "
}

start_postgres() {
  mkdir "$work/pg"
  free_port
  postgres_port=$port
  setsid tests/Support/throwaway-postgres "$work/pg" "$postgres_port" $postgres_options >"$work/pg.log" 2>&1 &
  postgres_pid=$!
  local step
  for step in $(seq 300); do
    grep -qs 'ready to accept' "$work/pg.log" && return
    kill -0 "$postgres_pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/pg.log" >&2
  exit 1
}

sql() { # DATABASE STATEMENT
  psql -qAtX "host=127.0.0.1 port=$postgres_port user=postgres dbname=$1" -c "$2"
}

start() { # SERVER PROGRAM-AND-ARGUMENTS...: with a database of its own; its name is that of the server
  local server=$1 silo gateway admin storage=postgres
  shift
  [[ $server == this-sqlite* ]] && storage=sqlite
  if [[ -z ${has_database[$server]:-} && $storage = postgres ]]; then sql postgres "CREATE DATABASE \"$server\""; fi
  has_database[$server]=1
  free_port; silo=$port
  free_port; gateway=$port
  free_port; admin=$port
  free_port; url[$server]=http://127.0.0.1:$port
  ASPNETCORE_URLS=${url[$server]} Petition__Admin__Urls=http://127.0.0.1:$admin \
    Petition__DataPath=$work/$server Petition__Storage__Provider=$storage \
    Petition__Cluster__SiloPort=$silo Petition__Cluster__GatewayPort=$gateway \
    ConnectionStrings__Petitions="Host=127.0.0.1;Port=$postgres_port;Username=postgres;Database=$server" \
    dotnet "$@" >>"$work/$server.log" 2>&1 &
  pid[$server]=$!
}

start_cluster() { # SERVER: two silos on one database, and a front end, which is what answers
  local server=$1 keys=$work/$1/keys number gateways='' silo
  sql postgres "CREATE DATABASE \"$server\""
  mkdir -p "$work/$server/front-keys"
  for number in 1 2; do
    free_port; silo=$port
    free_port; gateways+="127.0.0.1:$port;"
    Petition__Cluster__SiloPort=$silo Petition__Cluster__GatewayPort=$port Petition__DataPath=$work/$server/silo$number \
      Petition__Storage__Provider=postgres Petition__Cluster__Provider=postgres Petition__Http__Enabled=false Petition__Keys__Path=$keys \
      ConnectionStrings__Petitions="Host=127.0.0.1;Port=$postgres_port;Username=postgres;Database=$server" \
      Petition__Admin__Urls=http://127.0.0.1:$(free_port; echo "$port") Petition__Documents=$work/documents \
      dotnet "$product_dll" >>"$work/$server.log" 2>&1 &
    pid[$server]+=" $!"
    # The first one makes the keys.
    until [ -s "$keys/pepper.key" ] || ! kill -0 ${pid[$server]}; do sleep 0.1; done
  done
  cp "$keys/pepper.key" "$work/$server/front-keys/"
  free_port; url[$server]=http://127.0.0.1:$port
  ASPNETCORE_URLS=${url[$server]} Petition__Keys__Path=$work/$server/front-keys Petition__Cluster__Gateways=$gateways \
    dotnet "$frontend_dll" >>"$work/$server.log" 2>&1 &
  pid[$server]+=" $!"
}

until_ready() { # SERVER: prints the milliseconds until it answers, to the next 100: asking more often takes time from who starts
  local begun step
  begun=$(date +%s%3N)
  for step in $(seq 600); do
    if curl -fs "${url[$1]}/readyz" >/dev/null; then echo $(($(date +%s%3N) - begun)); return; fi
    kill -0 ${pid[$1]} 2>/dev/null || break
    sleep 0.1
  done
  echo "bench/compare: $1 does not start" >&2
  cat "$work/$1.log" >&2
  return 1
}

stop() { # SERVER
  kill ${pid[$1]}
  wait ${pid[$1]} || true
  unset "pid[$1]"
}

# Who is not measured stands still and takes no time from the others. Silos that stood still would take one another for dead.
pause() { [[ $1 = *cluster ]] || kill -STOP ${pid[$1]}; }
resume() { kill -CONT ${pid[$1]}; sleep 0.5; }

finish() {
  local code=$? server
  trap - EXIT INT TERM
  # Nothing in them is needed any more.
  for server in "${!pid[@]}"; do kill -KILL ${pid[$server]} 2>/dev/null || true; done
  if [ -n "$postgres_pid" ]; then kill -QUIT "$postgres_pid" 2>/dev/null || true; fi
  wait 2>/dev/null || true
  rm -rf "$work"
  exit "$code"
}
