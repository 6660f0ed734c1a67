using System.Collections.Immutable;

namespace Petitions.Grains.Counting;

/// <summary>The history of each petition's count, by minutes.</summary>
public interface ICountHistoryStore
{
    /// <summary>
    /// Stores a point. Of two points of one minute the later call wins, even when another silo made the earlier; nothing is stored for a
    /// petition that was removed.
    /// </summary>
    Task AddAsync(int petition, CountPoint point, CancellationToken cancel);

    /// <summary>The newest point; null when there is none.</summary>
    Task<CountPoint?> FindLastAsync(int petition, CancellationToken cancel);

    /// <summary>
    /// The history in order of time: every point of the part by minutes, and of each hour before it the last, whether it was thinned out
    /// already or not. The first point of all stays the first, because everything is counted from there.
    /// </summary>
    Task<ImmutableArray<CountPoint>> ReadAsync(int petition, CountWindow window, CancellationToken cancel);

    /// <summary>Of each hour that ended before <paramref name="minute"/>, keeps the last point only, and the first point of all.</summary>
    /// <param name="petition">The petition's number.</param>
    /// <param name="minute">The first minute of an hour.</param>
    /// <param name="cancel">Gives up; everything is thinned out then, or nothing.</param>
    Task ThinAsync(int petition, int minute, CancellationToken cancel);
}
