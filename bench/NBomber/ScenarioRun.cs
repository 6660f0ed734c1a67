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
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = target, Timeout = TimeSpan.FromSeconds(10) };
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
        var (ok, failed) = (result.ScenarioStats[0].Ok, result.ScenarioStats[0].Fail.Request.Count);
        var latency = FormattableString.Invariant($"p50 {ok.Latency.Percent50} ms, p99 {ok.Latency.Percent99} ms");
        await Console.Out.WriteLineAsync(FormattableString.Invariant(
            $"{ok.Request.Count} good answers at {ok.Request.RPS}/s, {latency}; {failed} failed"));
        return failed == 0 ? ScenarioCommand.Passed : ScenarioCommand.Failed;
    }
}
