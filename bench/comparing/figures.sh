# What a server has used and what it holds. Sourced by bench/compare.

program_cpu_us() { # SERVER: user and system time so far
  awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); sum += $12 + $13 } END { print int(sum * 1e6 / hz) }' $(files_of "$1" stat)
}

database_cpu_us() { # of the server process, those it has started, and those that have ended
  local child children sum
  children=$(cat "/proc/$postgres_pid/task/$postgres_pid/children")
  { cat "/proc/$postgres_pid/stat"; for child in $children; do cat "/proc/$child/stat" 2>/dev/null || true; done; } \
    | awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); sum += $12 + $13; if (NR == 1) sum += $14 + $15 } END { print int(sum * 1e6 / hz) }'
}

peak_memory_mb() { awk '/VmHWM/ { sum += $2 } END { print int(sum / 1024) }' $(files_of "$1" status); }

forget_peak_memory() {
  local file
  for file in $(files_of "$1" clear_refs); do echo 5 2>/dev/null >"$file" || true; done
}

files_of() { # SERVER NAME: of each of its processes
  local each
  for each in ${pid[$1]}; do echo "/proc/$each/$2"; done
}

count_of() { # SERVER SLUGS: the sum of counts; SLUGS may be a range in curl's way
  curl -fs "${url[$1]}/api/v1/petitions/$2/count" | grep -o '"count":[0-9]*' | awk -F: '{ sum += $2 } END { print sum + 0 }'
}

rows_of() { # SERVER SLUG-PATTERN: signatures in the database, asked there
  local counting="SELECT count(*) FROM signature JOIN petition ON petition.id = signature.petition WHERE petition.slug LIKE '$2'"
  case $1 in
    this-sqlite*) sqlite3 "$work/$1/petitions.db" "$counting" ;;
    crud) sql "$1" "SELECT count(*) FROM signature JOIN petition ON petition.\"Id\" = signature.\"PetitionId\" WHERE petition.\"Slug\" LIKE '$2'" ;;
    stock-orleans) sql "$1" "SELECT count(*) FROM orleansstorage WHERE graintypestring LIKE '%stock-signer' AND grainidextensionstring LIKE '$2/%'" ;;
    *) sql "$1" "$counting" ;;
  esac
}

load() { # URL SECONDS, and what sign.lua wants in the environment: its figures
  local wrk_pid step
  rm -f "$work"/drained.*
  SECONDS_SIGNING=$2 DRAINED=$work/drained wrk -t2 -c$connections -d$(($2 + 20))s --timeout 20s --latency -s bench/Comparison/Load/sign.lua "$1" >"$work/wrk" &
  wrk_pid=$!
  sleep "$2"
  # Until both threads have their last answer; or until wrk has waited long enough.
  for step in $(seq 400); do
    if [ -e "$work/drained.0" ] && [ -e "$work/drained.1" ]; then kill -INT "$wrk_pid" 2>/dev/null || true; break; fi
    kill -0 "$wrk_pid" 2>/dev/null || break
    sleep 0.05
  done
  wait "$wrk_pid" || true
  sed -n 's/^figures //p' "$work/wrk" | grep . || { cat "$work/wrk" >&2; return 1; }
}
