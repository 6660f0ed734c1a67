using System.CommandLine;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Schedule;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The options that say how many signatures arrive when.</summary>
internal sealed class LoadArguments
{
    /// <summary>Highest rate in signatures/s that is accepted, whatever the machine: a higher one is a typing error.</summary>
    private const double PeakMax = 1_000_000;

    private const string Poisson = "poisson", Even = "even";

    private static readonly TimeSpan DurationMin = TimeSpan.FromSeconds(1), DurationMax = TimeSpan.FromDays(7);
    private static readonly TimeSpan DurationDefault = TimeSpan.FromSeconds(60);

    private readonly Option<string?> _profile =
        TypedOption.Text("--profile", "NAME", "spike (default), ramp, soak, find-limit, revoke-a50");
    private readonly Option<string?> _curve =
        TypedOption.Text("--curve", "FILE", "instead of a profile: CSV time,count or JSON of cumulative counts");
    private readonly Option<double?> _peak =
        TypedOption.Number("--peak", "N", "highest rate in signatures/s (default 500)", 0.1, PeakMax);
    private readonly Option<TimeSpan?> _duration =
        TypedOption.Duration("--duration", "length of the load (default 60s)", DurationMin, DurationMax);
    private readonly Option<double?> _scale =
        TypedOption.Number("--scale", "N", "for curves: N signatures for each recorded one", 0.000_1, 1_000_000);
    private readonly Option<double?> _compress =
        TypedOption.Number("--compress", "N", "for curves: N recorded seconds in one (revoke-a50: 60)", 0.001, 1_000_000);
    private readonly Option<TimeSpan?> _smooth = TypedOption.Duration(
        "--smooth", "for --curve: rates are means over TIME of the recording; 0 takes them between neighbouring samples (default 60s)",
        TimeSpan.Zero, DurationMax);
    private readonly Option<string?> _arrivals =
        TypedOption.Choice("--arrivals", "HOW", "poisson (default) or even", Poisson, Even);
    private readonly Option<int?> _seed =
        TypedOption.WholeNumber("--seed", "N", "of the random numbers (default 1)", 0, int.MaxValue);

    public IEnumerable<Option> Options => [_profile, _curve, _peak, _duration, _scale, _compress, _smooth, _arrivals, _seed];

    /// <exception cref="UsageException">The options contradict one another, or the load is too small, too large or too long.</exception>
    public LoadPlan Read(ParseResult given)
    {
        if (given.GetValue(_curve) is null && given.GetValue(_smooth) is not null)
            throw new UsageException("--smooth is for a recorded curve: write --curve FILE with it.");
        if (given.GetValue(_curve) is not null && given.GetValue(_profile) is not null)
            throw new UsageException("--curve and --profile are two loads: choose one.");
        var plan = ReadRecorded(given) ?? ReadProfile(given);
        Check(plan.Curve);
        return plan with { IsPoisson = given.GetValue(_arrivals) is null or Poisson, Seed = given.GetValue(_seed) ?? 1 };
    }

    private LoadPlan ReadProfile(ParseResult given)
    {
        if (given.GetValue(_scale) is not null || given.GetValue(_compress) is not null)
            throw new UsageException("--scale and --compress are for curves: revoke-a50 and --curve.");
        var duration = given.GetValue(_duration) ?? DurationDefault;
        return LoadProfiles.Plan(given.GetValue(_profile) ?? "spike", given.GetValue(_peak) ?? 500, duration);
    }

    // Null when the load is no recorded curve.
    private LoadPlan? ReadRecorded(ParseResult given)
    {
        var (file, profile) = (given.GetValue(_curve), given.GetValue(_profile));
        if (file is null && profile != RevokeArticle50.ProfileName) return null;
        var (peak, scale) = (given.GetValue(_peak), given.GetValue(_scale));
        var (duration, compress) = (given.GetValue(_duration), given.GetValue(_compress));
        if (scale is not null && peak is not null)
            throw new UsageException("--scale and --peak both set the height of the curve: choose one.");
        if (compress is not null && duration is not null)
            throw new UsageException("--compress and --duration both set the length of the curve: choose one.");

        var window = file is null ? RevokeArticle50.RateWindow : given.GetValue(_smooth) ?? RecordedRates.WindowDefault;
        var recorded = file is null ? RevokeArticle50.Curve : ReadFile(file, window);
        var scaled = recorded.Scale(scale ?? (peak is { } rate ? rate / recorded.Peak : 1));
        var compressDefault = file is null ? RevokeArticle50.CompressDefault : 1;
        var faster = compress ?? (duration is { } length ? recorded.Duration / length : compressDefault);
        return new LoadPlan(file is null ? profile! : Path.GetFileName(file), scaled.Compress(faster)) { RateWindow = window };
    }

    private static RateCurve ReadFile(string file, TimeSpan window)
    {
        var samples = CurveFile.Read(file);
        var length = TimeSpan.FromSeconds(samples[^1].Seconds - samples[0].Seconds);
        if (length < window)
        {
            var lengths = $"lasts {DurationText.Format(length)}, and --smooth is {DurationText.Format(window)}";
            throw new UsageException($"--curve {file} {lengths}: write a shorter --smooth, or --smooth 0.");
        }
        return RecordedRates.Of(samples, window);
    }

    private static void Check(RateCurve curve)
    {
        if (curve.Peak > PeakMax)
            throw new UsageException($"the load would reach {curve.Peak:0} signatures/s, and {PeakMax:0} is the most: lower --scale.");
        var duration = DurationText.Format(curve.Duration);
        if (curve.Duration < DurationMin || curve.Duration > DurationMax)
            throw new UsageException($"the load would last {duration}: write --compress or --duration so that it is from 1s to 7 days.");
        if (curve.Total < 1) throw new UsageException("the load would be less than one signature: raise --peak, --scale or --duration.");
        if (curve.Total > Journal.OperationsMax)
            throw new UsageException($"the load would be {curve.Total:0} signatures, and {Journal.OperationsMax} is the most: shorten it.");
    }
}
