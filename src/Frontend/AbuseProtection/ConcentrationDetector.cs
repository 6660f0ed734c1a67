namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Notices that much of what is signed for one petition comes from few networks: programs that sign run in some data centres, while a
/// letter that goes round brings people from thousands of networks. Decides window by window: one narrow window switches on,
/// <see cref="CalmWindows"/> calm ones in a row switch off. Between narrow and calm everything stays as it is.
/// </summary>
internal sealed class ConcentrationDetector(LimitOptions options, TimeProvider time)
{
    /// <summary>Networks whose share is looked at.</summary>
    public const int BusiestNetworks = 8;

    /// <summary>Networks that are told apart in one window; further ones are counted with all others, which are no narrow concentration.</summary>
    public const int NetworksPerWindowMax = 1_024;

    /// <summary>Calm windows after which it is over: five minutes.</summary>
    public const int CalmWindows = 10;

    /// <summary>Levels by which challenges become harder at most.</summary>
    public const int ExtraLevelsMax = 3;

    /// <summary>Length of a window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly double _startShare = options.ConcentrationSharePercent / 100.0, _endShare = options.ConcentrationSharePercent * 0.6 / 100;
    private readonly int _attemptsMin = Math.Max(1, (int)(options.ConcentrationPerMinute * Window / TimeSpan.FromMinutes(1)));
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, int> _attempts = [];
    private long _windowStart = time.GetTimestamp();
    private int _total, _calmWindows, _extraLevels = -1;

    /// <summary>Levels by which a challenge is harder because of the concentration; null while there is none.</summary>
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
    /// Counts an attempt from a network, and says what <see cref="ExtraLevels"/> says. When somebody else counts at this moment it does not
    /// wait: shares are as good without it.
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
        // Windows without any attempt were calm ones.
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
