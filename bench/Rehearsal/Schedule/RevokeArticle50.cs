namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>
/// The first day of the petition "Revoke Article 50 and remain in the EU" to the parliament of the United Kingdom, which six million signed
/// in 2019. Its site failed several times; the dips of the curve are those times.
/// </summary>
/// <remarks>
/// Source: the cumulative count of https://petition.parliament.uk/petitions/241584.json, read every few minutes from 20 March 2019 19:20 on
/// (data under the Open Parliament Licence v3.0). Each rate is a mean over ten minutes; between two samples the count is interpolated.
/// </remarks>
internal static class RevokeArticle50
{
    /// <summary>Its name on the command line.</summary>
    public const string ProfileName = "revoke-a50";

    /// <summary>Recorded seconds in one: the day takes 24 minutes.</summary>
    public const double CompressDefault = 60;

    /// <summary>Each rate is a mean over this time.</summary>
    public static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(MeanOverMinutes);

    private const int MeanOverMinutes = 10;

    // Signatures per minute; a line has 18 means of ten minutes, which are three hours.
    private static readonly int[] PerMinute =
    [
        301, 301, 301, 301, 379, 388, 388, 413, 427, 427, 520, 582, 651, 721, 1170, 1220, 1192, 1126,
        1126, 2125, 1345, 1345, 1256, 1094, 1072, 1001, 875, 781, 681, 590, 484, 415, 353, 307, 246, 210,
        187, 171, 148, 136, 127, 119, 106, 103, 96, 82, 80, 79, 80, 75, 75, 74, 74, 79,
        80, 84, 92, 104, 121, 145, 162, 199, 250, 335, 454, 557, 676, 809, 935, 1104, 1267, 1374,
        1448, 1503, 1544, 1695, 1824, 2027, 2070, 2052, 2033, 1157, 218, 218, 218, 218, 1000, 1000, 3096, 2060,
        391, 391, 391, 1226, 1901, 883, 1243, 1243, 1304, 1374, 1614, 1276, 160, 1428, 1166, 1204, 1185, 1176,
        1228, 1202, 1180, 1197, 1205, 1139, 1081, 1099, 1097, 1140, 1078, 662, 1103, 1090, 1090, 1229, 1283, 640,
        835, 297, 297, 297, 297, 297, 752, 1658, 1730, 1985, 2103, 2457, 2574, 1274, 1296, 645, 645, 645,
    ];

    /// <summary>The curve in real time; each mean is placed in the middle of its ten minutes.</summary>
    public static RateCurve Curve { get; } = new(
    [
        new RatePoint(0, PerMinute[0] / 60.0),
        .. PerMinute.Select((rate, i) => new RatePoint((i + 0.5) * MeanOverMinutes * 60, rate / 60.0)),
        new RatePoint(PerMinute.Length * MeanOverMinutes * 60, PerMinute[^1] / 60.0),
    ]);
}
