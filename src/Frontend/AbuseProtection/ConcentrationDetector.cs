namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Detects that most attempts for one petition come from few networks, as from bots in a few data centres; a petition that goes viral
/// brings signers from thousands of networks. Evaluates windows of 30 s. It starts with one window in which the
/// <see cref="BusiestNetworks"/> busiest networks have the configured share (default 50 %) at the configured rate (default 120/min). It
/// ends after <see cref="CalmWindows"/> windows in a row below 60 % of that share or half of that rate. In between it keeps its state
/// (hysteresis).
/// </summary>
internal sealed class ConcentrationDetector(LimitOptions options, TimeProvider time)
{
    /// <summary>Networks whose common share is measured.</summary>
    public const int BusiestNetworks = 8;

    /// <summary>Networks counted separately in one window; attempts from further ones count in the total only.</summary>
    public const int NetworksPerWindowMax = 1_024;

    /// <summary>Calm windows in a row that end it: 5 min.</summary>
    public const int CalmWindows = 10;

    /// <summary>Highest number of levels added to the difficulty.</summary>
    public const int ExtraLevelsMax = 3;

    /// <summary>Length of a window: 30 s.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly double _startShare = options.ConcentrationSharePercent / 100.0;
    private readonly double _endShare = options.ConcentrationSharePercent * 0.6 / 100;
    private readonly int _attemptsMin = Math.Max(1, (int)(options.ConcentrationPerMinute * Window / TimeSpan.FromMinutes(1)));
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, int> _attempts = [];
    private long _windowStart = time.GetTimestamp();
    private int _total, _calmWindows, _extraLevels = -1;

    /// <summary>Levels to add to the difficulty; null while no concentration is detected.</summary>
    public int? ExtraLevels
    {
        get
        {
            lock (_lock)
            {
                Rotate();
                return _extraLevels < 0 ? null : _extraLevels;
            }
        }
    }

    /// <summary>
    /// Counts an attempt from a network and returns <see cref="ExtraLevels"/>. When another thread holds the lock the attempt is not
    /// counted: a sample is enough for shares, and no signer waits.
    /// </summary>
    public int? Record(ulong network)
    {
        if (_lock.TryEnter())
        {
            try
            {
                Rotate();
                _total++;
                if (_attempts.TryGetValue(network, out var attempts)) _attempts[network] = attempts + 1;
                else if (_attempts.Count < NetworksPerWindowMax) _attempts.Add(network, 1);
            }
            finally
            {
                _lock.Exit();
            }
        }
        var extra = Volatile.Read(ref _extraLevels);
        return extra < 0 ? null : extra;
    }

    private void Rotate()
    {
        var windows = (long)(time.GetElapsedTime(_windowStart) / Window);
        if (windows == 0) return;
        EvaluateWindow();
        // Windows without attempts count as calm.
        for (var i = 1; i < Math.Min(windows, CalmWindows + 1); i++) EvaluateWindow();
        _windowStart += (long)(windows * Window.TotalSeconds * time.TimestampFrequency);
    }

    private void EvaluateWindow()
    {
        var share = _total == 0 ? 0 : (double)BusiestAttempts() / _total;
        if (_total >= _attemptsMin && share >= _startShare)
        {
            _calmWindows = 0;
            Volatile.Write(ref _extraLevels, Math.Min(ExtraLevelsMax, (int)Math.Log(_total / _attemptsMin, 4)));
        }
        else if (_total >= _attemptsMin / 2.0 && share >= _endShare) _calmWindows = 0;
        else if (++_calmWindows >= CalmWindows) Volatile.Write(ref _extraLevels, -1);
        _attempts.Clear();
        _total = 0;
    }

    private int BusiestAttempts()
    {
        Span<int> busiest = stackalloc int[BusiestNetworks];
        busiest.Clear();
        foreach (var attempts in _attempts.Values)
        {
            var least = busiest[^1];
            if (attempts <= least) continue;
            var at = BusiestNetworks - 1;
            for (; at > 0 && busiest[at - 1] < attempts; at--) busiest[at] = busiest[at - 1];
            busiest[at] = attempts;
        }
        var sum = 0;
        foreach (var attempts in busiest) sum += attempts;
        return sum;
    }
}
