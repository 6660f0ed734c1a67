# The same load on every server in turn, and an audit after each run. Sourced by bench/compare.

measure_signing() {
  local server mode round
  make_documents
  start_signing_servers
  echo "mode,server,round,rate,p50_ms,p99_ms,program_us,database_us,peak_mb,not_2xx,acknowledged,persons,rows,count,audit" >"$work/runs.csv"
  for round in $(seq "$rounds"); do
    for mode in "${modes[@]}"; do
      for server in $(servers_of "$mode"); do sign_run "$server" "$mode" "$round"; done
    done
  done
  summarise "$work/runs.csv" >"$work/compare.csv"
  print_table "$work/compare.csv"
  if [ -n "$out" ]; then
    cp "$work/runs.csv" "$work/compare.csv" "$out"
    dotnet "$chart_dll" "$out/compare.csv" "$out/compare.svg"
  fi
  return "$exit_code"
}

servers_of() { # MODE
  case $1 in
    many) echo bare this-postgres-many this-sqlite-many ;;
    stored) echo bare this-postgres this-postgres-stored this-sqlite this-sqlite-stored ;;
    *) if [ $part = cluster ]; then echo bare this-postgres this-cluster; else echo "${peers[@]}" this-postgres this-sqlite; fi ;;
  esac
}

make_documents() { # a petition for each run, and the folder of many
  local mode round number
  mkdir "$work/documents" "$work/many"
  publish documents warm-up
  publish documents million
  publish documents stored
  publish many warm-up
  for round in $(seq "$rounds"); do
    for mode in "${modes[@]}"; do keeps_its_petitions "$mode" || publish documents "$mode-$round"; done
  done
  if [[ " ${modes[*]} " == *' many '* ]]; then
    for number in $(seq -w 0001 $many); do publish many "many-$number"; done
  fi
}

# The others get a fresh petition in each round.
keeps_its_petitions() { [[ $1 = many || $1 = stored ]]; } # MODE

publish() { # FOLDER SLUG: the demo under another name
  [ -n "${demo:-}" ] || demo=$(cat src/Silo/Demo/lantern-cove-light.en.md)
  printf '%s\n' "${demo/id: lantern-cove-light/id: $2}" >"$work/$1/$2.en.md"
}

# Each is started once and gets a fresh petition in each run. Those with 1,000 petitions are processes of their own.
start_signing_servers() {
  local server servers
  servers=$(for mode in "${modes[@]}"; do servers_of "$mode"; done | tr ' ' '\n' | awk '!seen[$0]++')
  for server in $servers; do
    case $server in
      this-*-many) Petition__Documents=$work/many start "$server" "$product_dll" ;;
      this-cluster) start_cluster "$server" ;;
      this-*) Petition__Documents=$work/documents start "$server" "$product_dll" ;;
      *) Petition__Documents=$work/documents start "$server" "$peers_dll" "$server" ;;
    esac
    [[ $server != *-stored ]] || store_many "$server"
    [ -n "$smoke" ] || warm_up "$server"
  done
  [ -z "$smoke" ] || warm_up_briefly $servers
}

warm_up() { # SERVER: until its code is compiled as it will stay
  ready_ms[$1]=$(until_ready "$1")
  MODE=mixed SLUG=warm-up RUN=warm load "${url[$1]}" "$warm_seconds" >/dev/null
  pause "$1"
}

warm_up_briefly() { # SERVERS: all at the same time; the first requests cost so much that 256 at once would wait for seconds
  local server loads=()
  for server in "$@"; do until_ready "$server" >/dev/null; done
  for server in "$@"; do
    MODE=new SLUG=warm-up RUN=warm SECONDS_SIGNING=1 wrk -t1 -c8 -d2s -s bench/Comparison/Load/sign.lua "${url[$server]}" >/dev/null &
    loads+=($!)
  done
  wait "${loads[@]}"
  for server in "$@"; do pause "$server"; done
}

sign_run() { # SERVER MODE ROUND: adds one line to runs.csv
  local server=$1 mode=$2 round=$3
  local slug=$mode-$round slugs=1 range=$mode-$round pattern=$mode-$round rows_before=0 count_before=0
  case $mode in
    many) slug=many slugs=$many range="many-[0001-$many]" pattern=many-% ;;
    stored) slug=stored range=stored pattern=stored ;;
  esac
  resume "$server"
  if keeps_its_petitions "$mode" && [ "$server" != bare ]; then
    rows_before=$(rows_of "$server" "$pattern") count_before=$(count_of "$server" "$range")
  fi
  # What an earlier run has left to be done is done now.
  if uses_postgres "$server"; then sql "$server" 'VACUUM (ANALYZE)'; sql postgres CHECKPOINT; fi
  forget_peak_memory "$server"

  local program database figures
  program=$(program_cpu_us "$server") database=$(database_cpu_us)
  figures=$(MODE=$(who_signs "$mode") SLUG=$slug SLUGS=$slugs RUN=$mode$round load "${url[$server]}" "$seconds")
  program=$(($(program_cpu_us "$server") - program)) database=$(($(database_cpu_us) - database))
  uses_postgres "$server" || database=0
  local acknowledged refused errors rate p50 p99 max sent persons
  read -r acknowledged refused errors rate p50 p99 max sent persons <<<"$figures"

  local rows=- count=- audit memory
  if [ "$server" != bare ]; then
    rows=$(($(rows_of "$server" "$pattern") - rows_before))
    count=$(($(final_count "$server" "$range" $((rows + count_before))) - count_before))
  fi
  audit=$(audit_of "$server" "$sent" "$acknowledged" "$persons" "$rows" "$count")
  [ "$audit" = ok ] || exit_code=1
  memory=$(peak_memory_mb "$server")
  pause "$server"
  local each=$((acknowledged > 0 ? acknowledged : 1))
  echo "$mode,${server%-many},$round,$rate,$p50,$p99,$((program / each)),$((database / each)),$memory,$((sent - acknowledged)),$acknowledged,$persons,$rows,$count,$audit" \
    | tee -a "$work/runs.csv" >&2
}

who_signs() { if keeps_its_petitions "$1"; then echo new; else echo "$1"; fi; } # MODE: in the words of sign.lua

ask() { # SERVER STATEMENT: its own database
  if uses_postgres "$1"; then sql "$1" "$2"; else sqlite3 "$work/$1/petitions.db" "$2"; fi
}

uses_postgres() { [[ $1 != bare && $1 != this-sqlite* ]]; }

final_count() { # SERVER SLUGS WANTED: the count as soon as it is that, or after 10 s: it may be shown a little later than it is stored
  local step count
  for step in $(seq 50); do
    count=$(count_of "$1" "$2")
    [ "$count" != "$3" ] || break
    sleep 0.2
  done
  echo "$count"
}

# Every person acknowledged has one row, and the count is the rows. Of those who were refused or not answered nobody knows whether they were
# stored, so either is right for them.
audit_of() { # SERVER SENT ACKNOWLEDGED PERSONS ROWS COUNT
  local unknown=$(($2 - $3))
  if [ "$3" = 0 ]; then echo 'audit failed: nothing acknowledged'
  elif [ "$1" = bare ]; then echo ok
  elif [ "$5" != "$6" ]; then echo "audit failed: $5 rows but the count is $6"
  elif [ "$5" -gt "$4" ]; then echo "audit failed: $5 rows of $4 persons"
  elif [ "$5" -lt $(($4 - unknown)) ]; then echo "audit failed: $5 rows of $4 persons although only $unknown signatures were not acknowledged"
  else echo ok; fi
}

summarise() { # RUNS: medians of the rounds as CSV; sums of what was audited; the largest memory; the first audit that failed
  awk -F, '
    function median(k, column, n, i, j, swap, sorted) {
      n = runs[k]
      for (i = 1; i <= n; i++) sorted[i] = value[k, i, column] + 0
      for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (sorted[j] < sorted[i]) { swap = sorted[i]; sorted[i] = sorted[j]; sorted[j] = swap }
      return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
    }
    NR == 1 { next }
    {
      k = $1 "," $2
      if (!(k in runs)) { order[++groups] = k; audit[k] = "ok" }
      runs[k]++
      for (i = 4; i <= 8; i++) value[k, runs[k], i] = $i
      if ($9 + 0 > memory[k] + 0) memory[k] = $9
      for (i = 10; i <= 14; i++) sum[k, i] = $i == "-" ? "-" : sum[k, i] + $i
      if ($15 != "ok" && audit[k] == "ok") audit[k] = $15
    }
    END {
      print "mode,server,rate,of_bare,p50_ms,p99_ms,program_us,database_us,peak_mb,not_2xx,acknowledged,persons,rows,count,audit"
      for (g = 1; g <= groups; g++) {
        k = order[g]; split(k, name, ",")
        if (name[2] == "bare") bare[name[1]] = median(k, 4)
        if (audit[k] == "ok") {
          rate = median(k, 4)
          figures = sprintf("%.0f,%.3f,%.1f,%.1f,%.0f,%.0f", rate, bare[name[1]] > 0 ? rate / bare[name[1]] : 0, median(k, 5), median(k, 6), median(k, 7), median(k, 8))
        } else figures = ",,,,,"
        line = k "," figures "," memory[k]
        for (i = 10; i <= 14; i++) line = line "," sum[k, i]
        print line "," audit[k]
      }
    }' "$1"
}

print_table() { # CSV
  awk -F, '
    NR == 1 {
      print "| signers | server | answers/s | of bare | p50 ms | p99 ms | program CPU µs | database CPU µs | peak MB | not 2xx | acknowledged | persons | rows | count |"
      print "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
      next
    }
    {
      if ($15 != "ok") { speed = " | | | | | "; rate = $15 } else { rate = $3; speed = sprintf("%.2f | %s | %s | %s | %s | ", $4, $5, $6, $7, $8 == 0 ? "-" : $8) }
      if ($15 == "ok") { new[$1, $2] = $3; cpu[$1, $2] = $7 }
      printf "| %s | %s | %s | %s%s | %s | %s | %s | %s | %s |\n", $1, $2, rate, speed, $9, $10, $11, $12, $13, $14
      if ($2 ~ /^this-(postgres|sqlite)$/) stores[$2]
    }
    END {
      print ""
      for (store in stores) {
        if (new["new", store] && new["many", store]) printf "1,000 petitions against one on %s: %.2f\n", store, new["many", store] / new["new", store]
        if (new["stored", store] && new["stored", store "-stored"]) printf "Ten million stored against none on %s: %.2f\n", store, new["stored", store "-stored"] / new["stored", store]
      }
      if (cpu["new", "this-cluster"]) printf "CPU of front end and silos against one process: %.2f\n", cpu["new", "this-cluster"] / cpu["new", "this-postgres"]
    }' "$1"
}
