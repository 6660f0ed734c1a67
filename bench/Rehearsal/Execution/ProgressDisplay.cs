using System.Globalization;
using Petitions.Bench.Rehearsal.Measuring;
using Spectre.Console;

namespace Petitions.Bench.Rehearsal.Execution;

/// <summary>Shows the load once a second: as a table in place on a terminal, as lines anywhere else.</summary>
internal abstract class ProgressDisplay : IAsyncDisposable
{
    public static ProgressDisplay On(TextWriter output)
    {
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        return isTerminal ? new TerminalTable() : new PlainLines(output);
    }

    public abstract void Show(SecondStatistics second, TimeSpan duration);

    public abstract ValueTask DisposeAsync();

    private protected static string Ms(double? value) =>
        value is { } ms ? ms.ToString(ms < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) : "-";

    private protected static string Number(double? value) => value?.ToString("0", CultureInfo.InvariantCulture) ?? "-";

    private sealed class PlainLines(TextWriter output) : ProgressDisplay
    {
        public override void Show(SecondStatistics second, TimeSpan duration)
        {
            var latency = second.Latency;
            string[] parts =
            [
                Invariant($"{second.At,6:0.0}s offered {second.Offered,6} acknowledged {second.Acknowledged,6} refused {second.Refused,5}"),
                Invariant($" failed {second.Failed,5} unknown {second.Unknown,5}"),
                $"  p50 {Ms(latency.P50),6} p99 {Ms(latency.P99),6} p99.9 {Ms(latency.P999),6} ms  lag {Ms(second.LagMs),5} ms",
                $"  staleness {Ms(second.StalenessMs),5} ms  memory {Number(second.MemoryMb),4} MB",
            ];
            output.WriteLine(string.Concat(parts));
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
    }

    private sealed class TerminalTable : ProgressDisplay
    {
        private static readonly string[] Columns =
        [
            "time", "offered/s", "acknowledged/s", "refused", "failed", "unknown",
            "p50 ms", "p99 ms", "p99.9 ms", "lag ms", "staleness ms", "memory MB",
        ];

        private readonly Table _table = new Table().RoundedBorder();
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _live;
        private LiveDisplayContext? _context;

        public TerminalTable()
        {
            foreach (var column in Columns) _table.AddColumn(new TableColumn(column).RightAligned());
            _table.AddRow([.. Columns.Select(_ => "")]);
            _live = AnsiConsole.Live(_table).StartAsync(context =>
            {
                _context = context;
                return _end.Task;
            });
        }

        public override void Show(SecondStatistics second, TimeSpan duration)
        {
            string[] cells =
            [
                string.Create(CultureInfo.InvariantCulture, $"{second.At:0} of {duration.TotalSeconds:0} s"),
                $"{second.Offered}",
                $"[green]{second.Acknowledged}[/]",
                second.Refused > 0 ? $"[yellow]{second.Refused}[/]" : "0",
                second.Failed > 0 ? $"[red]{second.Failed}[/]" : "0",
                $"{second.Unknown}",
                Ms(second.Latency.P50), Ms(second.Latency.P99), Ms(second.Latency.P999),
                Ms(second.LagMs), Ms(second.StalenessMs), Number(second.MemoryMb),
            ];
            for (var i = 0; i < cells.Length; i++) _table.UpdateCell(0, i, cells[i]);
            _context?.Refresh();
        }

        public override async ValueTask DisposeAsync()
        {
            _end.TrySetResult();
            await _live;
        }
    }
}
