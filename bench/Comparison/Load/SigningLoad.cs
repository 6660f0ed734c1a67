using System.Diagnostics;
using System.Globalization;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Load;

/// <summary>What a signing load measured.</summary>
/// <param name="Acknowledged">Signatures that were answered with 201 or 202.</param>
/// <param name="PerSecond">Of these, per second while signatures were sent.</param>
/// <param name="P50Milliseconds">Half of the answers came within this.</param>
/// <param name="P99Milliseconds">99 of 100 answers came within this.</param>
/// <param name="Sent">Signatures that were sent.</param>
/// <param name="Persons">Different people who signed.</param>
internal sealed record SigningFigures(
    long Acknowledged, double PerSecond, double P50Milliseconds, double P99Milliseconds, long Sent, long Persons);

/// <summary>Many people sign at once, as fast as they are answered. In the end every signature is answered, for an exact audit.</summary>
/// <param name="Signers">Who they are, as <c>sign.lua</c> names it.</param>
/// <param name="Petitions">What they sign.</param>
/// <param name="Run">Tells the people of one run from those of another.</param>
internal sealed record SigningLoad(string Signers, SignedPetitions Petitions, string Run)
{
    private const string Script = "sign.lua";

    // The first requests of a server cost so much that 256 at once would wait for seconds.
    private const int BriefSeconds = 1, BriefConnections = 8;

    // What comes back after the last signature was sent; wrk's own timeout of a request is as long.
    private const int AnsweredWithinSeconds = 20;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50), EndsWithin = TimeSpan.FromSeconds(30);

    /// <param name="server">The server.</param>
    /// <param name="seconds">How long signatures are sent.</param>
    /// <param name="cancel">Ends the load.</param>
    /// <exception cref="MeasurementException">wrk failed.</exception>
    public async Task<SigningFigures> RunAsync(Server server, int seconds, CancellationToken cancel)
    {
        // Each thread of wrk makes a file there when its last signature is answered; wrk has nothing more to do then.
        var drained = Directory.CreateTempSubdirectory("petition-comparison-wrk-");
        var settings = Settings(seconds, Path.Combine(drained.FullName, "thread"));
        using var wrk = Wrk.Start(Script, server.Address, seconds + AnsweredWithinSeconds, settings);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancel);
            var since = Stopwatch.GetTimestamp();
            while (!wrk.HasExited && Stopwatch.GetElapsedTime(since).TotalSeconds < AnsweredWithinSeconds)
            {
                if (drained.EnumerateFiles().Count() == Wrk.Threads)
                {
                    await wrk.InterruptAsync(EndsWithin);
                    break;
                }
                await Task.Delay(LookEvery, cancel);
            }
            await wrk.WaitAsync(cancel);
            return Read(Wrk.FiguresOf(wrk));
        }
        finally
        {
            await wrk.KillAsync();
            TemporaryFolder.Remove(drained);
        }
    }

    /// <summary>A second with few connections, of which nothing is measured.</summary>
    public async Task RunBrieflyAsync(Server server, CancellationToken cancel)
    {
        using var wrk = Wrk.Start(Script, server.Address, BriefSeconds + 1, Settings(BriefSeconds, null), threads: 1, BriefConnections);
        try
        {
            await wrk.WaitAsync(cancel);
        }
        finally
        {
            await wrk.KillAsync();
        }
    }

    private Dictionary<string, string> Settings(int seconds, string? drained)
    {
        Dictionary<string, string> settings = new()
        {
            ["MODE"] = Signers,
            ["SLUG"] = Petitions.Slug,
            ["SLUGS"] = Petitions.Number.ToString(CultureInfo.InvariantCulture),
            ["RUN"] = Run,
            ["SECONDS_SIGNING"] = seconds.ToString(CultureInfo.InvariantCulture),
        };
        if (drained is not null) settings["DRAINED"] = drained;
        return settings;
    }

    private static SigningFigures Read(double[] figures) =>
        figures is [var acknowledged, var perSecond, var p50, var p99, var sent, var persons]
        ? new((long)acknowledged, perSecond, p50, p99, (long)sent, (long)persons)
        : throw new MeasurementException($"{Script} printed {figures.Length} figures");
}
