using System.Globalization;
using NBomber.Contracts;
using NBomber.CSharp;
using Petitions.Bench.Rehearsal.Load;

namespace Petitions.Bench.Scenarios;

/// <summary>The rehearsal's workload as NBomber knows workloads. Nothing is audited here: for that there is the rehearsal.</summary>
internal sealed class SigningScenarios(HttpClient http, SigningRequestTemplate requests, IdempotencyKeys ids, int peak, TimeSpan duration)
{
    private const double RepeatShare = 0.1;

    private int _signers, _operations;

    /// <summary>A fifth of the time quiet, then the peak within a moment, then quiet again.</summary>
    public ScenarioProps SignSpike() => Scenario.Create("sign_spike", async _ => await SignAsync(NextSigner()))
        .WithoutWarmUp()
        .WithLoadSimulations(
            Simulation.Inject(rate: Math.Max(1, peak / 20), interval: TimeSpan.FromSeconds(1), during: duration * 0.2),
            Simulation.RampingInject(rate: peak, interval: TimeSpan.FromSeconds(1), during: duration * 0.1),
            Simulation.Inject(rate: peak, interval: TimeSpan.FromSeconds(1), during: duration * 0.4),
            Simulation.RampingInject(rate: Math.Max(1, peak / 10), interval: TimeSpan.FromSeconds(1), during: duration * 0.3));

    /// <summary>A steady rate in which one of ten has signed before and does so again.</summary>
    public ScenarioProps SignWithRepeats() => Scenario.Create("sign_with_repeats", async _ => await SignAsync(NextSignerOrRepeat()))
        .WithoutWarmUp()
        .WithLoadSimulations(Simulation.Inject(rate: peak, interval: TimeSpan.FromSeconds(1), during: duration));

    /// <summary>Visitors who look at the counter.</summary>
    public ScenarioProps CounterReads() => Scenario.Create("counter_reads", async _ => await ReadCountAsync())
        .WithoutWarmUp()
        .WithLoadSimulations(Simulation.Inject(rate: peak, interval: TimeSpan.FromSeconds(1), during: duration));

    private async Task<IResponse> SignAsync(int signer)
    {
        using var request = requests.MessageOf(signer, ids.Of(Interlocked.Increment(ref _operations)));
        return await AnswerAsync(request);
    }

    private async Task<IResponse> ReadCountAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/petitions/{requests.Slug}/count", UriKind.Relative));
        return await AnswerAsync(request);
    }

    private async Task<IResponse> AnswerAsync(HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request);
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            return answer.IsSuccessStatusCode ? Response.Ok(statusCode: status) : Response.Fail(statusCode: status);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return Response.Fail(statusCode: "no answer");
        }
    }

    private int NextSigner() => Interlocked.Increment(ref _signers);

    private int NextSignerOrRepeat()
    {
        var signers = Volatile.Read(ref _signers);
        return signers > 0 && Random.Shared.NextDouble() < RepeatShare ? Random.Shared.Next(1, signers + 1) : NextSigner();
    }
}
