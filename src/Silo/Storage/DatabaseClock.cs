namespace Petitions.Silo.Storage;

/// <summary>Compares this machine's clock with the database's, which all silos share.</summary>
internal sealed class DatabaseClock(PetitionDatabase database, TimeProvider time)
{
    private const int ReadingsMax = 3;

    /// <summary>
    /// How far this machine's clock is ahead; negative when it is behind. Null when the database has no clock of its own. An answer that
    /// took long says little: its doubt is subtracted, so the difference is at least this large.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be read.</exception>
    public async Task<TimeSpan?> ReadAheadAsync(CancellationToken cancel)
    {
        if (!database.HasOwnClock) return null;
        TimeSpan? ahead = null;
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        for (var reading = 0; reading < ReadingsMax; reading++)
        {
            var before = time.GetUtcNow();
            var read = new DateTimeOffset(
                ((DateTime)(await connection.ScalarAsync("SELECT clock_timestamp()", cancel))!).ToUniversalTime());
            var here = Between(before, time.GetUtcNow(), read);
            if (ahead is not { } least || here.Duration() < least.Duration()) ahead = here;
        }
        return ahead;
    }

    /// <summary>The least difference that explains a time that was read between two moments of this machine's clock.</summary>
    public static TimeSpan Between(DateTimeOffset before, DateTimeOffset after, DateTimeOffset read) =>
        read < before ? before - read : read > after ? after - read : TimeSpan.Zero;
}
