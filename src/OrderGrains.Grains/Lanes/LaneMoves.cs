namespace OrderGrains.Grains;

/// <summary>How many lanes of one silo are on their way to another at a time.</summary>
internal sealed class LaneMoves(LaneHomes homes) : IDisposable
{
    /// <summary>A lane on its way calls nobody for the time of its stop and its start; the others go on meanwhile.</summary>
    private const int AtATime = 4;

    private readonly LaneHomes _homes = homes;
    private readonly SemaphoreSlim _places = new(AtATime);

    /// <summary>The move of one activation of a lane.</summary>
    /// <param name="lane">Its identity.</param>
    /// <param name="leave">Asks for the end of this activation; the next call has the lane stand at its home.</param>
    public Move Of(GrainId lane, Action leave) => new(this, lane, leave);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Whether one activation is to leave. For the scheduler of its grain.</summary>
    internal sealed class Move(LaneMoves moves, GrainId lane, Action leave)
    {
        private bool _waits;
        private bool _leaves;
        private bool _ended;

        /// <summary>Leaves where the lane's home is elsewhere by now, as soon as there is a place; the lane goes on working until then.</summary>
        public void Look() => _ = LookAsync(); // A tick ends whether or not there is a place. Where the silo stops meanwhile nothing is left to do.

        /// <summary>The activation has ended, for whatever reason.</summary>
        public void End()
        {
            _ended = true;
            if (_leaves)
            {
                _leaves = false;
                moves._places.Release();
            }
        }

        private async Task LookAsync()
        {
            if (_waits || _leaves || moves._homes.IsHere(lane))
            {
                return;
            }

            _waits = true;
            await moves._places.WaitAsync();
            _waits = false;
            if (_ended || moves._homes.IsHere(lane))
            {
                moves._places.Release();
                return;
            }

            _leaves = true;
            leave();
        }
    }
}
