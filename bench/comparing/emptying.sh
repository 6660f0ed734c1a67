# What it costs those who sign that the data of a petition is emptied whose days are over. Sourced by bench/compare.

measure_emptying() {
  local database
  publish_beside
  publish documents stored
  cp -r "$work/documents" "$work/past"
  sed -i 's/^opensAt:.*/opensAt: 2020-01-01T00:00:00Z\nclosesAt: 2020-02-01T00:00:00Z/; /^closesAt: 2[^0]/d' "$work/past/stored.en.md"
  beside_head 'rows of the other petition' 'while its days last' 'while it is emptied' rows
  for database in postgres sqlite; do measure_emptying_on "$database"; done
  return "$exit_code"
}

measure_emptying_on() { # DATABASE
  local alone=this-$1 emptying=this-$1-emptying stored=$emptied_rows
  start_stored "$alone" documents
  start_stored "$emptying" past
  resume "$emptying"
  until_emptying "$emptying"
  pause "$emptying"

  sign_beside "$1" "$emptied_rows" "$alone" "$emptying" emptied_of
  stop "$emptying"
  resume "$alone"
  stop "$alone"
}

start_stored() { # SERVER DOCUMENTS
  local -x Petition__Documents=$work/$2 Petition__Retention__LookEvery=01:00:00
  start "$1" "$product_dll"
  # Only from its second start on, when it has all rows.
  Petition__Retention__LookEvery=00:00:01
  store_many "$1"
  warm_up "$1"
}

until_emptying() { # SERVER: returns when the first rows are empty
  local step
  for step in $(seq 300); do
    [ "$(emptied_of "$1")" = 0 ] || return 0
    sleep 0.1
  done
  echo "bench/compare: nothing is emptied, see below" >&2
  tail "$work/$1.log" >&2
  return 1
}

emptied_of() { ask "$1" 'SELECT count(*) FROM signature WHERE sealed IS NULL'; }
