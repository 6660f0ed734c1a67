namespace Petitions.Tests.Support;

/// <summary>The clock of the machine, moved ahead by days while the program runs: timers and waits stay as long as they are.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _aheadTicks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));
}
