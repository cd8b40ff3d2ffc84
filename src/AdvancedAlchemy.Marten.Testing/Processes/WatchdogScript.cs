namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>
/// The shell script that stands between an owner and its server, so that no server outlives its owners.
/// </summary>
/// <remarks>
/// The server is the script's child and starts only when an owner says so. A second child reads the lifeline: its own standard
/// input (one owner), or a named pipe (owners come and go, each holding it open). End of file means that the last owner is
/// gone, however it died, because the kernel closes the pipe. A named pipe is moved away before the last look at it, so
/// that an owner who arrives in that moment is either heard (it writes its name and waits for the answer) or finds no pipe.
/// </remarks>
internal static class WatchdogScript
{
    public const string Text = """
        log=$1 lifeline=$2 doomed=$3 exited=$4 pidfile=$5 signal=$6 container=$7
        shift 7
        trap '' INT HUP TERM QUIT PIPE
        exec >>"$log" 2>&1
        if [ -n "$lifeline" ]; then exec 3<>"$lifeline" 4<"$lifeline" 3>&-; else exec 4<&0; fi
        exec </dev/null
        if ! read -r go <&4; then
            rm -f "$lifeline"
            [ -z "$doomed" ] || rm -rf "$doomed"
            exit 0
        fi
        rm -f "$pidfile"
        "$@" 4<&- &
        server=$!
        (
            while :; do
                while read -r owner <&4; do [ -z "$owner" ] || : >"$lifeline.$owner"; done
                [ -n "$lifeline" ] || break
                mv "$lifeline" "$lifeline.closing" || break
                read -r owner <&4 || break
                : >"$lifeline.$owner"
                mv "$lifeline.closing" "$lifeline"
            done
            if [ -n "$container" ]; then
                while kill -0 "$server"; do "$1" stop "$container" || sleep 0.2; done
            else
                patience=1500
                while kill -0 "$server" && [ $patience -gt 0 ]; do
                    pid=$(cat "$pidfile") && kill -s "$signal" "$pid"
                    patience=$((patience - 1))
                    sleep 0.02
                done
                [ $patience -gt 0 ] || kill -s KILL "$(cat "$pidfile")"
            fi
        ) 2>/dev/null &
        reader=$!
        exec 4<&-
        wait $server
        echo $? >"$exited"
        if [ -n "$lifeline" ]; then
            kill -s KILL $reader
            rm -f "$lifeline" "$lifeline.closing"
        else
            wait $reader
            rm -rf "$doomed"
        fi
        """;

    /// <summary>Notes the process id that becomes the server's, since tools like <c>su</c> put a process of theirs in front of it.</summary>
    public const string NotePid = "echo $$ >\"$0\" && exec \"$@\"";
}
