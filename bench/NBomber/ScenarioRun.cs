using NBomber.Contracts.Stats;
using NBomber.CSharp;
using Petitions.Bench.Rehearsal.Load;

namespace Petitions.Bench.Scenarios;

/// <summary>Runs a scenario against a program that is running already.</summary>
internal sealed class ScenarioRun(Uri target, string slug)
{
    // NBomber deletes this folder before it writes.
    private const string ReportFolder = "artifacts/nbomber";

    public async Task<int> RunAsync(SigningScenario scenario, int peak, TimeSpan duration)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = target, Timeout = TimeSpan.FromSeconds(10) };
        var keys = new IdempotencyKeys();
        SigningRequestTemplate requests;
        try
        {
            requests = await SigningRequestTemplate.ForAsync(http, target, slug, keys.Run);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"nbomber: {slug} cannot be read at {target}: {e.Message}");
            return ScenarioCommand.Invalid;
        }

        var result = NBomberRunner.RegisterScenarios(scenario.Create(new SigningWorkload(http, requests, keys, peak, duration)))
            .WithReportFolder(ReportFolder)
            .WithReportFormats(ReportFormat.Html, ReportFormat.Csv, ReportFormat.Md)
            .Run();
        var stats = result.ScenarioStats[0];
        await Console.Out.WriteLineAsync(FormattableString.Invariant(
            $"{stats.Ok.Request.Count} good answers at {stats.Ok.Request.RPS}/s, p50 {stats.Ok.Latency.Percent50} ms, p99 {stats.Ok.Latency.Percent99} ms; {stats.Fail.Request.Count} failed"));
        return stats.Fail.Request.Count == 0 ? ScenarioCommand.Passed : ScenarioCommand.Failed;
    }
}
