namespace Petitions.Silo.Handover;

/// <summary>
/// Reads a <see cref="RowKeyIndex"/> from front to back, beside rows in the same order: one pass over the file, however many are looked up.
/// </summary>
/// <param name="index">The file; disposed with this.</param>
internal sealed class RowKeyCursor(FileStream index) : IDisposable
{
    private readonly byte[] _key = new byte[RowKeyIndex.KeyBytes];
    private bool _isAtKey;

    /// <summary>True when the key is in the index. Ask in ascending order.</summary>
    public bool Has(Guid rowKey)
    {
        Span<byte> wanted = stackalloc byte[RowKeyIndex.KeyBytes];
        rowKey.TryWriteBytes(wanted, bigEndian: true, out _);
        int order;
        while ((order = _isAtKey ? wanted.SequenceCompareTo(_key) : 1) > 0)
        {
            _isAtKey = index.ReadAtLeast(_key, _key.Length, throwOnEndOfStream: false) == _key.Length;
            if (!_isAtKey) return false;
        }
        return order == 0;
    }

    public void Dispose() => index.Dispose();
}
