using Petitions.Silo.Handover;

namespace Petitions.Silo.Commands;

/// <summary>What somebody should know about a parcel before it goes out: who is not in it, and what could not be printed.</summary>
internal static class ParcelNotes
{
    public static async Task WriteAsync(TextWriter output, Manifest manifest)
    {
        var excluded = manifest.Excluded;
        foreach (var (count, reason) in new[]
        {
            (excluded.Pending, "not confirmed"),
            (excluded.Withdrawn, "withdrawn"),
            (excluded.Invalidated, "invalidated"),
            (excluded.Expired, "not confirmed in time"),
            (excluded.ConsentMissing, "without a consent that covers every recipient"),
            (excluded.Unreadable, "unreadable"),
        })
        {
            if (count > 0) await output.WriteLineAsync(FormattableString.Invariant($"not in it: {count} {reason}"));
        }
        if (manifest.Withdrawals is > 0 and var withdrawn)
            await output.WriteLineAsync(FormattableString.Invariant($"withdrawals.csv: {withdrawn} to delete in earlier parcels"));
        if (manifest.Letters is { NamesNotPrinted: > 0 and var names })
        {
            await output.WriteLineAsync(FormattableString.Invariant(
                $"letters without a name: {names}, which no font can print. Petition__Handover__Fonts names a folder of fonts."));
        }
    }
}
