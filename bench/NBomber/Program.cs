using NBomber.Contracts.Stats;
using NBomber.CSharp;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Scenarios;

// Plays the scenarios of SigningScenarios against a program that runs already: [URL] [SLUG] [PEAK per second] [SECONDS] [SCENARIO].
var address = args.ElementAtOrDefault(0) ?? "http://localhost:5080";
var slug = args.ElementAtOrDefault(1) ?? "lantern-cove-light";
if (!Uri.TryCreate(address, UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https"))
{
    await Console.Error.WriteLineAsync($"{address} is no address: write such as http://localhost:5080.");
    return 2;
}
if (!target.IsLoopback)
{
    await Console.Error.WriteLineAsync($"{target} is not on this machine: these scenarios load nothing else.");
    return 2;
}
if (!int.TryParse(args.ElementAtOrDefault(2) ?? "500", out var peak) || peak < 1 || !int.TryParse(args.ElementAtOrDefault(3) ?? "30", out var seconds) || seconds < 1)
{
    await Console.Error.WriteLineAsync("Write: [URL] [SLUG] [PEAK per second] [SECONDS] [sign_spike | sign_with_repeats | counter_reads]");
    return 2;
}

string[] names = ["sign_spike", "sign_with_repeats", "counter_reads"];
var name = args.ElementAtOrDefault(4) ?? names[0];
if (!names.Contains(name))
{
    await Console.Error.WriteLineAsync($"There is no scenario {name}: write {string.Join(", ", names)}.");
    return 2;
}

using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = target, Timeout = TimeSpan.FromSeconds(10) };
var ids = new IdempotencyKeys();
SigningRequestTemplate requests;
try
{
    requests = await SigningRequestTemplate.ForAsync(http, target, slug, ids.Run);
}
catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
{
    await Console.Error.WriteLineAsync($"{slug} cannot be read at {target}: {e.Message}");
    return 2;
}
var scenarios = new SigningScenarios(http, requests, ids, peak, TimeSpan.FromSeconds(seconds));
var scenario = name switch
{
    "sign_spike" => scenarios.SignSpike(),
    "sign_with_repeats" => scenarios.SignWithRepeats(),
    _ => scenarios.CounterReads(),
};

var result = NBomberRunner.RegisterScenarios(scenario)
    .WithReportFolder("artifacts/nbomber")
    .WithReportFormats(ReportFormat.Html, ReportFormat.Csv, ReportFormat.Md)
    .Run();
var played = result.ScenarioStats[0];
await Console.Out.WriteLineAsync(FormattableString.Invariant(
    $"{played.Ok.Request.Count} good at {played.Ok.Request.RPS}/s, p50 {played.Ok.Latency.Percent50} ms, p99 {played.Ok.Latency.Percent99} ms; {played.Fail.Request.Count} not"));
return played.Fail.Request.Count == 0 ? 0 : 1;
