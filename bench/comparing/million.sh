# A million signatures, memory meanwhile, and the time until they are served again. Sourced by bench/compare.

measure_million() {
  local server lines=()
  measure_signing || true
  for server in this-postgres this-sqlite; do
    resume "$server"
    fill "$server"
    lines+=("$filled")
  done
  echo
  echo "| store | stored before | then acknowledged | rows | count of these | peak MB | ready ms, empty | ready ms, a million | audit |"
  echo "|---|---|---|---|---|---|---|---|---|"
  printf '%s\n' "${lines[@]}"
  return "$exit_code"
}

fill() { # SERVER: signs until a million are stored, each answered before the load stops, and starts it again; sets filled
  local server=$1 before acknowledged=0 run=0 figures rows count peak audit=ok empty_ms=${ready_ms[$1]:-}
  before=$(rows_of "$server" %)
  forget_peak_memory "$server"
  while [ $((before + acknowledged)) -lt $million ]; do
    run=$((run + 1))
    figures=$(MODE=new SLUG=million RUN=million$run load "${url[$server]}" "$seconds")
    [ "${figures%% *}" != 0 ] || { echo "bench/compare: $server acknowledges nothing" >&2; return 1; }
    acknowledged=$((acknowledged + ${figures%% *}))
  done
  rows=$(rows_of "$server" million) count=$(final_count "$server" million "$acknowledged") peak=$(peak_memory_mb "$server")
  if [ "$rows" != "$acknowledged" ] || [ "$count" != "$acknowledged" ]; then audit='audit failed' exit_code=1; fi
  stop "$server"
  Petition__Documents=$work/documents start "$server" "$product_dll"
  ready_ms[$server]=$(until_ready "$server")
  filled="| $server | $before | $acknowledged | $rows | $count | $peak | $empty_ms | ${ready_ms[$server]} | $audit |"
  stop "$server"
}
