(* Paths.v : eq. (1): path expansion of linear and of ReLU networks, and        *)
(* Corollary 3.2 as linearity of the expectation (finite sample space).         *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks Variations.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Paths.
Variables (R : realFieldType) (d : nat -> nat).
Variable W : net R d.

(* a path through layers 0..n: (i_0, .., i_n), i_k a unit of layer k            *)
Fixpoint path n : finType :=
  if n is m.+1 then prod_finType (path m) (ordinal_finType (d n)) else ordinal_finType (d 0).
Fixpoint first n : path n -> 'I_(d 0) := if n is m.+1 then fun p => first p.1 else id.
Definition last n : path n -> 'I_(d n) := if n is m.+1 then fun p => p.2 else id.
(* product of the weights along the path *)
Fixpoint wt n : path n -> R :=
  if n is m.+1 then fun p => W m p.2 (last p.1) * wt p.1 else fun _ => 1.

(* number of paths *)
Lemma card_path n : #|path n| = (\prod_(k < n.+1) d k)%N.
Proof.
elim: n => [|n IH]; first by rewrite big_ord_recl big_ord0 muln1 card_ord.
by rewrite big_ord_recr /= -IH card_prod card_ord.
Qed.

Lemma sum_path n (F : path n.+1 -> R) i :
  \sum_(p : path n.+1 | last p == i) F p = \sum_(p : path n) F (p, i).
Proof.
rewrite [RHS](reindex_onto (fun p : path n.+1 => p.1) (fun p => (p, i))) //=.
apply: eq_big => [[p k]|[p k]] /=; last by move/eqP=> <-.
by rewrite xpair_eqE eqxx /= eq_sym.
Qed.

(* ---- gated network: unit i of layer k >= 1 is multiplied by g k i -----------*)
Variables (g : forall k, 'I_(d k) -> R) (x : 'cV[R]_(d 0)).
Fixpoint gout n : 'cV[R]_(d n) :=
  if n is m.+1 then \col_i (g i * (W m *m gout m) i 0) else x.
Fixpoint gp n : path n -> R := if n is m.+1 then fun p => g p.2 * gp p.1 else fun _ => 1.

Lemma gout_step n (h : 'cV[R]_(d n)) (F : path n -> R) i :
  (forall k, h k 0 = \sum_(p : path n | last p == k) F p) ->
  (W n *m h) i 0 = \sum_(p : path n) W n i (last p) * F p.
Proof.
move=> hh; rewrite mxE (partition_big (@last n) xpredT) //=.
apply: eq_bigr => k _; rewrite hh mulr_sumr; apply: eq_bigr => p /eqP lp.
by rewrite lp.
Qed.

Theorem gout_paths n i :
  gout n i 0 = \sum_(p : path n | last p == i) gp p * wt p * x (first p) 0.
Proof.
elim: n i => [|n IH] i; first by rewrite (big_pred1 i) //= !mul1r.
rewrite sum_path /= mxE (gout_step _ IH) mulr_sumr; apply: eq_bigr => p _ /=.
by move: (g i) (W n i _) (gp p) (wt p) (x _ 0) => a b c e f; ring.
Qed.
End Paths.

Section Linear.
Variables (R : realFieldType) (d : nat -> nat) (W : net R d).

Lemma gout1 (x : 'cV[R]_(d 0)) n : @gout R d W (fun k (_ : 'I_(d k)) => 1) x n = Pr W n 0 *m x.
Proof.
elim: n => [|n IH] /=; first by rewrite Pr_id mul1mx.
by apply/matrixP=> i j; rewrite mxE mul1r IH Pr_S // [j]ord1 mulmxA.
Qed.

(* linear network: (W_n .. W_1 x)_i = sum over the paths ending in i            *)
Theorem Pr_paths (x : 'cV[R]_(d 0)) n i :
  (Pr W n 0 *m x) i 0 = \sum_(p : path d n | last p == i) wt W p * x (first p) 0.
Proof.
have g1 (p : path d n) : gp (fun k (_ : 'I_(d k)) => 1 : R) p = 1.
  by elim: n p {i} => [|n IH] p //=; rewrite IH mulr1.
by rewrite -gout1 gout_paths; apply: eq_bigr => p _; rewrite g1 mul1r.
Qed.

(* entries of the product: paths from j to i *)
Corollary Pr_entry_paths n i j :
  Pr W n 0 i j = \sum_(p : path d n | (last p == i) && (first p == j)) wt W p.
Proof.
have -> : Pr W n 0 i j = (Pr W n 0 *m (delta_mx j 0 : 'cV[R]_(d 0))) i 0 by rewrite -colE mxE.
rewrite Pr_paths big_mkcondr; apply: eq_bigr => p _; rewrite mxE eqxx andbT.
by case: eqP => _; rewrite ?mulr1 ?mulr0.
Qed.

(* ReLU network: hidden layers max(0, W z), linear output layer                 *)
Variable x : 'cV[R]_(d 0).
Fixpoint relu_out n : 'cV[R]_(d n) :=
  if n is m.+1 then \col_i Num.max 0 ((W m *m relu_out m) i 0) else x.
(* activity of a hidden unit *)
Definition active k : 'I_(d k) -> R :=
  if k is m.+1 then fun i => (0 < (W m *m relu_out m) i 0)%R%:R else fun _ => 1.

Lemma max0 (a : R) : Num.max 0 a = (0 < a)%R%:R * a.
Proof. by case: ltP => h; rewrite ?mul1r ?mul0r. Qed.

Lemma relu_gout n : relu_out n = gout W active x n.
Proof.
elim: n => //= n IH; apply/matrixP=> i j; rewrite [LHS]mxE [RHS]mxE /active -IH.
exact: max0.
Qed.

(* Eq. (1): output unit i, A_p = product of the activities along the path       *)
(* corollary-3.2, equation (1). Real ReLU gates. *)
Theorem eq1 H i : (W H *m relu_out H) i 0 =
  \sum_(p : path d H.+1 | last p == i) x (first p) 0 * gp active p.1 * wt W p.
Proof.
rewrite sum_path relu_gout (@gout_step R d W H _ _ i (@gout_paths R d W active x H)).
apply: eq_bigr => p _ /=.
by move: (W H i _) (gp _ p) (wt W p) (x _ 0) => a b c e; ring.
Qed.
End Linear.

(* ---------- Corollary 3.2: A_p random, independent of x and W, mean rho -------- *)
Section Cor32.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0, s)) (Y : 'M[R]_(d H.+1, s)).
(* a finite sample space *)
Variables (Om : finType) (mu : Om -> R).
Hypothesis mu1 : \sum_w mu w = 1.
Definition E (f : Om -> R) : R := \sum_w mu w * f w.
Definition Emx m n (F : Om -> 'M[R]_(m,n)) : 'M[R]_(m,n) := \matrix_(i,j) E (fun w => F w i j).

(* Z j p : the activity of path p for sample j; only its mean matters           *)
Variables (Z : 'I_s -> path d H.+1 -> Om -> R) (rho q : R).
Hypothesis meanZ : forall j p, E (Z j p) = rho.

(* the random network output: eq. (1) with A_p replaced by Z_p, scaled by q     *)
Definition Yhat (W : net R d) (w : Om) : 'M[R]_(d H.+1, s) :=
  \matrix_(i,j) (q * \sum_(p : path d H.+1 | last p == i) X (first p) j * Z j p w * wt W p).

(* corollary-3.2. The mean of the output, for any joint distribution of the gates. *)
Theorem mean_paths W i j : Emx (Yhat W) i j =
  q * \sum_(p : path d H.+1 | last p == i) X (first p) j * E (Z j p) * wt W p.
Proof.
rewrite mxE /E; under eq_bigr do rewrite mxE mulrCA mulr_sumr.
rewrite -[LHS]mulr_sumr; congr (_ * _); rewrite exchange_big; apply: eq_bigr => p _ /=.
rewrite mulr_sumr mulr_suml; apply: eq_bigr => w _.
by move: (mu w) (X _ j) (Z j p w) (wt W p) => a b c e; ring.
Qed.

Theorem mean_Yhat W : Emx (Yhat W) = (q * rho) *: (Pr W H.+1 0 *m X).
Proof.
apply/matrixP=> i j; rewrite [LHS]mxE [RHS]mxE /E.
have -> : (Pr W H.+1 0 *m X) i j = (Pr W H.+1 0 *m col j X) i 0.
  by rewrite [LHS]mxE [RHS]mxE; apply: eq_bigr => k _; rewrite [X in _ = _ * X]mxE.
rewrite Pr_paths -mulrA mulr_sumr.
under eq_bigr do rewrite mxE mulrCA mulr_sumr.
rewrite -[LHS]mulr_sumr; congr (_ * _); rewrite exchange_big; apply: eq_bigr => p _ /=.
rewrite -(meanZ j p) /E mulr_suml; apply: eq_bigr => w _; rewrite mxE.
by move: (mu w) (X _ j) (Z j p w) (wt W p) => a b c e; ring.
Qed.

(* Corollary 3.2 (eq. (3)): with q = 1/rho the loss of the mean output error is *)
(* the loss of the deep linear network                                          *)
(* corollary-3.2. Exogenous gates on a finite sample space, q rho = 1. *)
Theorem cor32 W : q * rho = 1 -> sq (Emx (fun w => Yhat W w - Y)) = loss X Y W.
Proof.
move=> qr; rewrite /loss; congr sq.
have -> : Emx (fun w => Yhat W w - Y) = Emx (Yhat W) - Y.
  apply/matrixP=> i j; rewrite [LHS]mxE [RHS]addE oppE [Emx _ i j]mxE /E.
  under eq_bigr do rewrite addE oppE mulrDr mulrN.
  by rewrite sumrB -mulr_suml mu1 mul1r.
by rewrite mean_Yhat qr scale1r.
Qed.
End Cor32.
