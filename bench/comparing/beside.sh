# What work in the background costs those who sign: two programs in turn, of which one has that work. Sourced by bench/compare.

beside_head() { # AMOUNT-OF-WORK WITHOUT-IT WITH-IT UNIT
  echo "| database | $1 | signing/s $2 | $3 | ratio | p99 ms | $4/s meanwhile | $4/s while nobody signs |"
  echo "|---|---|---|---|---|---|---|---|"
}

publish_beside() { # the petitions that people sign
  local round
  mkdir "$work/documents"
  publish documents warm-up
  for round in $(seq "$rounds"); do publish documents "beside-$round"; done
}

sign_beside() { # DATABASE AMOUNT-OF-WORK ALONE BUSY DONE, where DONE SERVER prints how much of the work is done; prints a line
  local alone=$3 busy=$4 done=$5 round before meanwhile=0 afterwards
  : >"$work/alone.load"; : >"$work/busy.load"
  for round in $(seq "$rounds"); do
    resume "$alone"
    MODE=new SLUG=beside-$round RUN=alone$round load "${url[$alone]}" "$seconds" >>"$work/alone.load"
    pause "$alone"
    resume "$busy"
    before=$("$done" "$busy")
    MODE=new SLUG=beside-$round RUN=busy$round load "${url[$busy]}" "$seconds" >>"$work/busy.load"
    meanwhile=$((meanwhile + $("$done" "$busy") - before))
    pause "$busy"
  done
  resume "$busy"
  before=$("$done" "$busy")
  sleep "$seconds"
  afterwards=$((($("$done" "$busy") - before) / seconds))
  awk -v alone="$(median_of 4 alone.load)" -v with="$(median_of 4 busy.load)" -v p99="$(median_of 6 alone.load) → $(median_of 6 busy.load)" \
    -v meanwhile=$((meanwhile / rounds / seconds)) -v afterwards="$afterwards" -v amount="$2" -v name="$1" \
    'BEGIN { printf "| %s | %d | %d | %d | %.2f | %s | %d | %d |\n", name, amount, alone, with, with / alone, p99, meanwhile, afterwards }'
}
