namespace Petitions.Grains.Counting;

/// <summary>
/// The newest reading of each slot of one petition, and their sum. A reading replaces an older one of its slot and is ignored when it
/// is not newer, so readings may arrive late, repeated or in any order and the sum is still that of the newest.
/// </summary>
public sealed class TallySlots
{
    /// <summary>Slots per petition, made at its publication. As many writers can count for it without waiting for one another.</summary>
    public const int PerPetition = 16;

    private readonly SlotReading[] _newest = new SlotReading[PerPetition];

    /// <summary>Sum of what the slots counted.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the slots' versions; grows with every change of any of them.</summary>
    public long Version { get; private set; }

    /// <summary>Takes one reading; true when it moved the sum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public bool Take(SlotReading reading)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reading.Slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reading.Slot, PerPetition);

        ref var newest = ref _newest[reading.Slot];
        if (reading.Version <= newest.Version) return false;

        Count += reading.Counted - newest.Counted;
        Version += reading.Version - newest.Version;
        newest = reading;
        return true;
    }
}
