using System.Globalization;
using NBomber.Contracts;
using NBomber.CSharp;
using Petitions.Bench.Rehearsal.Load;

namespace Petitions.Bench.Scenarios;

/// <summary>The rehearsal's workload as NBomber scenarios. Nothing is audited here; the rehearsal does that.</summary>
internal sealed class SigningWorkload(HttpClient http, SigningRequestTemplate requests, IdempotencyKeys ids, int peak, TimeSpan duration)
{
    /// <summary>Arrivals are planned per interval.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A shorter spike would have a ramp below <see cref="Interval"/>.</summary>
    public static readonly TimeSpan SpikeDurationMin = Interval / RampShare;

    private const double QuietShare = 0.2, RampShare = 0.1, PeakShare = 0.4, FadeShare = 0.3, RepeatShare = 0.1;

    private int _signers, _operations;

    /// <summary>A twentieth of the peak, then a steep ramp to the peak, then down to a tenth of it.</summary>
    public ScenarioProps SignSpike() => Scenario.Create("sign_spike", async _ => await SignAsync(NextSigner()))
        .WithoutWarmUp()
        .WithLoadSimulations(
            Simulation.Inject(rate: Math.Max(1, peak / 20), interval: Interval, during: duration * QuietShare),
            Simulation.RampingInject(rate: peak, interval: Interval, during: duration * RampShare),
            Simulation.Inject(rate: peak, interval: Interval, during: duration * PeakShare),
            Simulation.RampingInject(rate: Math.Max(1, peak / 10), interval: Interval, during: duration * FadeShare));

    /// <summary>A steady rate; 10 % of the signers have signed before.</summary>
    public ScenarioProps SignWithRepeats() => Scenario.Create("sign_with_repeats", async _ => await SignAsync(NextSignerOrRepeat()))
        .WithoutWarmUp()
        .WithLoadSimulations(Simulation.Inject(rate: peak, interval: Interval, during: duration));

    /// <summary>Reads of the public count at a steady rate.</summary>
    public ScenarioProps CounterReads() => Scenario.Create("counter_reads", async _ => await ReadCountAsync())
        .WithoutWarmUp()
        .WithLoadSimulations(Simulation.Inject(rate: peak, interval: Interval, during: duration));

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
