# How fast queued mails go into Postfix's smtp-sink, and what that costs those who sign meanwhile. Sourced by bench/compare.

measure_mail() {
  local database
  require_sink
  publish_beside
  publish documents mailed
  sed -i '0,/^minimumAge/s//confirmation: email\n&/' "$work/documents/mailed.en.md"
  free_port; sink_port=$port

  beside_head queued 'while mails wait' 'while mails go' mails
  for database in postgres sqlite; do measure_mail_on "$database"; done
  return "$exit_code"
}

require_sink() {
  sink=$(PATH=$PATH:/usr/sbin command -v smtp-sink) || refuse 'smtp-sink is missing: apt-get install postfix (it need not be configured)'
}

measure_mail_on() { # DATABASE: two programs in turn with the same mails to send, of which one has a server that takes them; prints a line
  local alone=this-$1 mailing=this-$1-mail server queued
  free_port
  for server in "$alone:$port" "$mailing:$sink_port"; do
    Petition__Documents=$work/documents Petition__Mail__Host=127.0.0.1 Petition__Mail__Port=${server#*:} Petition__Mail__Security=none \
      Petition__Mail__From=petitions@example.org Petition__PublicUrl=https://petition.example start "${server%:*}" "$product_dll"
    server=${server%:*}
    warm_up "$server"
    resume "$server"
    queue_mails "$server"
    pause "$server"
  done
  resume "$mailing"
  queued=$(mails_of "$mailing" 0)
  start_sink "$mailing"
  pause "$mailing"

  sign_beside "$1" "$queued" "$alone" "$mailing" sent_of
  stop "$mailing"
  resume "$alone"
  stop "$alone"
  stop sink
}

queue_mails() { # SERVER: people sign a petition that asks for a confirmation until enough mails wait; nobody takes them yet
  local run=0
  while [ "$(mails_of "$1" 0)" -lt "$queued_mails" ]; do
    run=$((run + 1))
    MODE=new SLUG=mailed RUN=queue$run load "${url[$1]}" "$seconds" >/dev/null
  done
}

mails_of() { # SERVER SENT: mails that ask to confirm, of which so many were sent to their person
  ask "$1" "SELECT count(*) FROM mail WHERE purpose = 1 AND sent = $2"
}

sent_of() { mails_of "$1" 1; }

start_sink() { # SERVER: returns when it has sent the first mail; it may have been waiting for a minute
  local user=() step
  [ "$(id -u)" != 0 ] || user=(-u nobody)
  "$sink" "${user[@]}" "127.0.0.1:$sink_port" 1000 >"$work/sink.log" 2>&1 &
  pid[sink]=$!
  for step in $(seq 900); do
    [ "$(mails_of "$1" 1)" = 0 ] || return 0
    sleep 0.1
  done
  echo "bench/compare: no mail arrives" >&2
  return 1
}
