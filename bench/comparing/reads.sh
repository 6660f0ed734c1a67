# Reading the count and the page, against the same bytes from a bare Kestrel. Sourced by bench/compare.

measure_reads() {
  local server=this-sqlite name status round tag bytes
  mkdir "$work/documents" "$work/answers"
  publish documents warm-up
  Petition__Documents=$work/documents start $server "$product_dll"
  until_ready $server >/dev/null
  MODE=new SLUG=warm-up RUN=reads load "${url[$server]}" 2 >/dev/null
  final_count $server warm-up "$(rows_of $server warm-up)" >/dev/null
  # The page shows the new count a moment later.
  curl -fs "${url[$server]}/p/warm-up" >/dev/null; sleep 1
  record $server /api/v1/petitions/warm-up/count count
  record $server /p/warm-up page
  Answers=$work/answers start bare "$peers_dll" bare
  until_ready bare >/dev/null

  echo "| answer | status | bytes | bare/s | this/s | of bare | p50 ms | p99 ms | program CPU µs | other answers |"
  echo "|---|---|---|---|---|---|---|---|---|---|"
  for name in count page; do
    tag=$(sed -n 's/^ETag: *//Ip' "$work/answers/$name.head" | tr -d '\r') bytes=$(stat -c %s "$work/answers/$name.body")
    for status in 200 304; do
      : >"$work/bare.reads"; : >"$work/this.reads"
      for round in 0 $(seq "$rounds"); do
        read_run bare "/bytes/$name" $status "$tag" "$round"
        read_run $server "${read_path[$name]}" $status "$tag" "$round"
      done
      if [ $status = 304 ]; then bytes=0; fi
      echo "| $name | $status | $bytes | $(read_summary) |"
      [ "$(awk '{ others += $2 + $3 } END { print others }' "$work/this.reads" "$work/bare.reads")" = 0 ] || exit_code=1
    done
  done
  return "$exit_code"
}

record() { # SERVER PATH NAME: an answer as it is, to be served again by bare
  curl -fs -D "$work/answers/$3.head" -o "$work/answers/$3.body" "${url[$1]}$2"
  read_path[$3]=$2
}

read_run() { # SERVER PATH STATUS TAG ROUND: adds a line to SERVER.reads; round 0 warms up
  local server=$1 program figures tag='' length=$seconds
  if [ "$3" = 304 ]; then tag=$4; fi
  if [ "$5" = 0 ]; then length=$warm_seconds; fi
  program=$(program_cpu_us "$server")
  figures=$(EXPECT=$3 IF_NONE_MATCH=$tag wrk -t2 -c$connections -d"${length}s" --latency -s bench/Comparison/Load/read.lua "${url[$server]}$2" | sed -n 's/^figures //p')
  program=$(($(program_cpu_us "$server") - program))
  [ "$5" = 0 ] || awk -v us="$program" '{ print $0, us / ($1 > 0 ? $1 : 1) }' <<<"$figures" >>"$work/${server%-sqlite}.reads"
}

read_summary() {
  local bare this
  bare=$(median_of 4 bare.reads) this=$(median_of 4 this.reads)
  awk -v bare="$bare" -v this="$this" -v p50="$(median_of 5 this.reads)" -v p99="$(median_of 6 this.reads)" -v us="$(median_of 8 this.reads)" \
    -v others="$(awk '{ n += $2 + $3 } END { print n }' "$work/this.reads" "$work/bare.reads")" \
    'BEGIN { printf "%d | %d | %.2f | %.1f | %.1f | %.1f | %d", bare, this, this / bare, p50, p99, us, others }'
}

median_of() { # COLUMN FILE
  cut -d' ' -f"$1" "$work/$2" | sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}
