global using Cutover.Engine;
