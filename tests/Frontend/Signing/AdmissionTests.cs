using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Signing;

public sealed class AdmissionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<Admission> _log = new();
    private readonly Admission _admission;

    public AdmissionTests() => _admission = new(Options.Create(new AdmissionOptions()), _time, _log);

    public void Dispose() => _admission.Dispose();

    [Fact]
    public void A_slow_process_takes_fewer_signatures_at_a_time()
    {
        // Thirty a second.
        for (var second = 0; second < 30; second++)
        {
            var taken = Fill();
            foreach (var (admitted, i) in taken.Select((admitted, i) => (admitted, i)))
            {
                if (i > 0) _time.Advance(TimeSpan.FromSeconds(1) / 30);
                _admission.Leave(admitted);
            }
        }
        Assert.InRange(Fill().Count, AdaptiveLimit.Min, 16);
    }

    [Fact]
    public void A_fast_process_takes_more_than_at_its_start()
    {
        for (var round = 0; round < 20; round++)
        {
            var taken = Fill();
            _time.Advance(TimeSpan.FromMilliseconds(50));
            foreach (var admitted in taken) _admission.Leave(admitted);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
        Assert.True(Fill().Count > 2 * AdaptiveLimit.Initial);
    }

    [Fact]
    public void Changes_of_stored_signatures_are_taken_while_signatures_are_refused()
    {
        Fill();
        Assert.True(_admission.Refuses());
        Assert.True(_admission.TryEnterChange());
        _admission.LeaveChange();
    }

    [Fact]
    public async Task An_overload_is_one_line_when_it_begins_and_one_when_it_is_over()
    {
        var taken = Fill();
        for (var i = 0; i < 9; i++) Assert.True(_admission.Refuses());
        foreach (var admitted in taken) _admission.Leave(admitted);
        Assert.True(await Waiting.UntilAsync(Patience, () =>
        {
            _time.Advance(OverloadLog.OverAfter);
            return _log.Collector.Count >= 2;
        }));

        var lines = _log.Collector.GetSnapshot().Select(line => line.Message).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"Overload: {AdaptiveLimit.Initial} signatures are in flight", lines[0], StringComparison.Ordinal);
        // Nine, and the one that found the process full.
        Assert.StartsWith("The overload is over: 10 signatures were refused", lines[1], StringComparison.Ordinal);
    }

    private List<Admitted> Fill()
    {
        var taken = new List<Admitted>();
        while (_admission.TryEnter(out var admitted)) taken.Add(admitted);
        return taken;
    }
}
