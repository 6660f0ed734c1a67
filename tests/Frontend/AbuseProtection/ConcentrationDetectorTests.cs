using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.AbuseProtection;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

public sealed class ConcentrationDetectorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ConcentrationDetector _detector;

    public ConcentrationDetectorTests() => _detector = new(new LimitOptions(), _time);

    [Fact]
    public void A_concentration_starts_after_one_window_and_ends_after_ten_calm_ones()
    {
        Assert.Null(_detector.ExtraLevels);
        Window(100, networks: 5);
        Assert.Equal(0, _detector.ExtraLevels);
        for (var i = 1; i < ConcentrationDetector.CalmWindows; i++)
        {
            Window(0, 1);
            Assert.NotNull(_detector.ExtraLevels);
        }
        Window(0, 1);
        Assert.Null(_detector.ExtraLevels);
    }

    [Fact]
    public void Between_the_two_shares_the_state_is_kept()
    {
        // 8 of 20 networks have 40 %: too little to start, too much to end.
        for (var i = 0; i < 30; i++) Window(100, 20);
        Assert.Null(_detector.ExtraLevels);
        Window(100, 5);
        for (var i = 0; i < 30; i++) Window(100, 20);
        Assert.NotNull(_detector.ExtraLevels);
        for (var i = 0; i < ConcentrationDetector.CalmWindows; i++) Window(100, 80);
        Assert.Null(_detector.ExtraLevels);
    }

    [Fact]
    public void A_low_rate_from_one_network_is_no_concentration()
    {
        for (var i = 0; i < 30; i++) Window(50, 1);
        Assert.Null(_detector.ExtraLevels);
    }

    [Fact]
    public void Difficulty_grows_with_the_rate_of_a_concentration_up_to_a_maximum()
    {
        Window(240, 3);
        Assert.Equal(1, _detector.ExtraLevels);
        Window(960, 3);
        Assert.Equal(2, _detector.ExtraLevels);
        Window(100_000, 3);
        Assert.Equal(ConcentrationDetector.ExtraLevelsMax, _detector.ExtraLevels);
    }

    [Fact]
    public void Windows_without_attempts_end_a_concentration()
    {
        Window(100, 1);
        Assert.NotNull(_detector.ExtraLevels);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(_detector.ExtraLevels);
    }

    [Theory, InlineData(40), InlineData(1_000), InlineData(30_000)]
    public void A_surge_from_many_networks_is_no_concentration(int perWindow)
    {
        // A viral petition: a third behind a few dozen gateways of three mobile carriers, a tenth in ten big offices and schools,
        // the rest at home, in networks whose sizes follow Zipf's law.
        var random = new Random(6);
        for (var window = 0; window < 40; window++)
        {
            for (var i = 0; i < perWindow; i++)
            {
                var where = random.NextDouble();
                _detector.Record(where < 0.33 ? 1_000_000 + (ulong)random.Next(60)
                    : where < 0.43 ? 2_000_000 + (ulong)random.Next(10)
                    : 1 + (ulong)Math.Pow(50_000, random.NextDouble()));
            }
            _time.Advance(ConcentrationDetector.Window);
            Assert.Null(_detector.ExtraLevels);
        }
    }

    [Fact]
    public void An_attack_within_a_surge_is_detected_when_it_is_the_larger_part()
    {
        for (var i = 0; i < 3_000; i++) _detector.Record((ulong)i + 1_000);
        for (var i = 0; i < 9_000; i++) _detector.Record((ulong)(i % 4) + 1);
        // Its networks came after the table was full and are counted from the next window on.
        _time.Advance(ConcentrationDetector.Window);
        for (var i = 0; i < 12_000; i++) _detector.Record(i % 4 == 0 ? (ulong)i + 1_000 : (ulong)(i % 3) + 1);
        _time.Advance(ConcentrationDetector.Window);
        Assert.NotNull(_detector.ExtraLevels);
    }

    [Fact]
    public void Each_petition_has_its_own_detector_up_to_a_maximum()
    {
        var rushes = new ConcentrationDetectors(Options.Create(new LimitOptions()), _time);
        Assert.Same(rushes.Of(1), rushes.Of(1));
        Assert.NotSame(rushes.Of(1), rushes.Of(2));
        for (var petition = 0; petition < ConcentrationDetectors.PetitionsMax; petition++) rushes.Of(petition);
        Assert.Null(rushes.Of(ConcentrationDetectors.PetitionsMax + 1));
    }

    private void Window(int attempts, int networks)
    {
        for (var i = 0; i < attempts; i++) _detector.Record((ulong)(i % networks) + 1);
        _time.Advance(ConcentrationDetector.Window);
    }
}
