(* Hessian.v : the full second variation, block by block (Lemma 4.3 for every   *)
(* pair of layers), as a symmetric bilinear form, and as ONE symmetric matrix.  *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks Variations Theorem23iv.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Taylor.
Variables (R : realFieldType) (d : nat -> nat).
Implicit Types W V : net R d.

(* every Taylor coefficient: sum over the top-most perturbed layer k            *)
Theorem Pc_rec W V j i n : (i <= j)%N ->
  Pc W V j i n.+1 = \sum_(k < j | (i <= k)%N) Pr W j k.+1 *m V k *m Pc W V k i n.
Proof.
move: j; apply: le_ind => [|j ij IH].
  by rewrite Pc_id raddf0 big1 // => l il; have := ltn_ord l; rewrite ltnNge il.
rewrite Pc_SS // IH mulmx_sumr [RHS]big_mkcond big_ord_recr -big_mkcond /= ij.
rewrite Pr_id mul1mx; congr (_ + _); apply: eq_bigr => l _.
by rewrite !mulmxA Pr_S.
Qed.
End Taylor.

Section Hess.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Implicit Types W U V : net R d.

(* first variation of W_{H+1}..W_1 X in layer l *)
Definition Dl W l (V : 'M[R]_(d l.+1, d l)) : 'M[R]_(d H.+1, s) :=
  Am H W l *m V *m Pr W l 0 *m X.
(* mixed term, layers l < k :  tr( R0^T A_k V_k W_{k-1}..W_{l+1} U_l B_l X )    *)
Definition Mlk W l k (U : 'M[R]_(d l.+1, d l)) (V : 'M[R]_(d k.+1, d k)) : R :=
  \tr (res X Y W *m (Am H W k *m V *m Pr W k l.+1 *m U *m Pr W l 0 *m X)).

(* block (l,k) of the second variation (as a bilinear form)                     *)
Definition hblock W l k (U : 'M[R]_(d l.+1, d l)) (V : 'M[R]_(d k.+1, d k)) : R :=
  \tr ((Dl W U)^T *m Dl W V)
  + (if (l < k)%N then Mlk W U V else if (k < l)%N then Mlk W V U else 0).

Definition hess W U V : R := \sum_(l < H.+1) \sum_(k < H.+1) hblock W (U l) (V k).

Lemma hblock_sym W l k (U : 'M[R]_(d l.+1, d l)) (V : 'M[R]_(d k.+1, d k)) :
  hblock W U V = hblock W V U.
Proof.
rewrite /hblock; congr (_ + _).
  by rewrite -[LHS]mxtrace_tr trmx_mul trmxK.
by case: ltngtP.
Qed.

Lemma hess_sym W U V : hess W U V = hess W V U.
Proof.
rewrite /hess exchange_big; apply: eq_bigr => k _; apply: eq_bigr => l _.
exact: hblock_sym.
Qed.

Lemma DlD W l c (V V' : 'M[R]_(d l.+1, d l)) : Dl W (c *: V + V') = c *: Dl W V + Dl W V'.
Proof. by rewrite /Dl; mxring. Qed.
Lemma hblock_linr W l k c (U : 'M[R]_(d l.+1, d l)) (V V' : 'M[R]_(d k.+1, d k)) :
  hblock W U (c *: V + V') = c * hblock W U V + hblock W U V'.
Proof.
rewrite /hblock DlD mulmxDr n_tD -scalemxAr n_tZ.
have m1 : Mlk W U (c *: V + V') = c * Mlk W U V + Mlk W U V'.
  rewrite /Mlk -n_tZ -n_tD; congr (\tr _); mxring.
have m2 : Mlk W (c *: V + V') U = c * Mlk W V U + Mlk W V' U.
  rewrite /Mlk -n_tZ -n_tD; congr (\tr _); mxring.
case: ifP => _; first by rewrite m1; move: (Mlk W U V) (Mlk W U V') (\tr _) (\tr _) => a b e f; ring.
case: ifP => _; first by rewrite m2; move: (Mlk W V U) (Mlk W V' U) (\tr _) (\tr _) => a b e f; ring.
by rewrite !addr0.
Qed.

(* bilinearity *)
Theorem hess_linr W U V V' c :
  hess W U (fun k => c *: V k + V' k) = c * hess W U V + hess W U V'.
Proof.
rewrite /hess mulr_sumr -big_split; apply: eq_bigr => l _ /=.
by rewrite mulr_sumr -big_split; apply: eq_bigr => k _ /=; rewrite hblock_linr.
Qed.
Theorem hess_linl W U V V' c :
  hess W (fun k => c *: V k + V' k) U = c * hess W V U + hess W V' U.
Proof. by rewrite hess_sym hess_linr !(hess_sym W U). Qed.

(* the second variation IS this bilinear form on the diagonal                   *)
Theorem var2_hess W V : var2 X Y W V = hess W V V.
Proof.
rewrite var2E !Pc_1 // mulmx_suml.
have -> : sq (\sum_(l < H.+1) Pr W H.+1 l.+1 *m V l *m Pr W l 0 *m X)
        = \sum_(l < H.+1) \sum_(k < H.+1) \tr ((Dl W (V l))^T *m Dl W (V k)).
  rewrite /sq (raddf_sum (trmx_additive _ _ _)) mulmx_suml raddf_sum; apply: eq_bigr => l _ /=.
  by rewrite mulmx_sumr raddf_sum.
rewrite -/(res X Y W) Pc_rec // mulmx_suml mulmx_sumr raddf_sum /=.
have -> : \sum_(k < H.+1) \tr (res X Y W *m (Pr W H.+1 k.+1 *m V k *m Pc W V k 0 1 *m X))
        = \sum_(k < H.+1) \sum_(l < H.+1 | (l < k)%N) Mlk W (V l) (V k).
  apply: eq_bigr => k _; rewrite Pc_1 // mulmx_sumr mulmx_suml mulmx_sumr raddf_sum /=.
  rewrite -(big_ord_widen H.+1 (fun l => Mlk W (V l) (V k)) (ltnW (ltn_ord k))).
  by apply: eq_big => // l _; rewrite /Mlk /Am !mulmxA.
pose S := \sum_(k < H.+1) \sum_(l < H.+1 | (l < k)%N) Mlk W (V l) (V k); rewrite -/S.
have eS1 : \sum_(l < H.+1) \sum_(k < H.+1) (if (k < l)%N then Mlk W (V k) (V l) else 0) = S.
  by apply: eq_bigr => l _; rewrite -big_mkcond.
have eS2 : \sum_(l < H.+1) \sum_(k < H.+1) (if (l < k)%N then Mlk W (V l) (V k) else 0) = S.
  by rewrite exchange_big; apply: eq_bigr => l _; rewrite -big_mkcond.
rewrite mulr2n -{1}eS2 -eS1 -!big_split; apply: eq_bigr => l _ /=.
rewrite -!big_split; apply: eq_bigr => k _ /=; rewrite /hblock; congr (_ + _).
by case: ltngtP => _; rewrite ?addr0 ?add0r.
Qed.

(* polarization: hess is determined by the loss *)
Corollary hess_polar W U V :
  var2 X Y W (fun k => 1 *: U k + V k) = var2 X Y W U + hess W U V *+ 2 + var2 X Y W V.
Proof.
rewrite !var2_hess hess_linr !hess_linl !mul1r (hess_sym W V U).
by move: (hess W U U) (hess W U V) (hess W V V) => a b c; ring.
Qed.

(* Lemma 4.3 in Kronecker form for EVERY pair of layers l < k                   *)
(* lemma-4.3, general-block. Every pair of layers, as a bilinear form. *)
Theorem lemma43_kron W l k (U : 'M[R]_(d l.+1, d l)) (V : 'M[R]_(d k.+1, d k)) :
  (l < k <= H)%N ->
  qf (Mk (Am H W k) (W k) (Pr W k l.+1) (W l) (Pr W l 0 *m X) Y) (col_mx (vecr U) (vecr V))
  = hblock W U U + hblock W U V *+ 2 + hblock W V V.
Proof.
case/andP=> lk kH; rewrite hess_is_second_variation /hblock lk !ltnn !addr0.
have eP : Am H W k *m W k *m Pr W k l.+1 = Am H W l.
  rewrite /Am (@Pr_split _ _ _ l.+1 k.+1 H.+1) ?(leq_trans lk) // [Pr W k.+1 l.+1]Pr_S //.
  by rewrite mulmxA.
have eR : Am H W k *m W k *m Pr W k l.+1 *m W l *m (Pr W l 0 *m X) - Y = (res X Y W)^T.
  rewrite eP /res trmxK; congr (_ - _).
  by rewrite mulmxA (@Pr_split _ _ _ 0 l.+1 H.+1) ?ltnS ?(ltnW (leq_trans lk kH)) // [Pr W l.+1 0]Pr_S // mulmxA.
have eB : Pr W k l.+1 *m W l *m (Pr W l 0 *m X) = Pr W k 0 *m X.
  by rewrite (@Pr_split _ _ _ 0 l.+1 k) // [Pr W l.+1 0]Pr_S // !mulmxA.
rewrite eR trmxK eP /Mlk.
have -> : Am H W k *m V *m Pr W k l.+1 *m W l *m (Pr W l 0 *m X) = Dl W V.
  by rewrite /Dl -!mulmxA; congr (_ *m (_ *m _)); rewrite -eB !mulmxA.
have -> : Am H W l *m U *m (Pr W l 0 *m X) = Dl W U by rewrite /Dl !mulmxA.
rewrite -!/(sq _) sqD [_ *m (Pr W l 0 *m X)]mulmxA.
have -> : \tr ((Dl W V)^T *m Dl W U) = \tr ((Dl W U)^T *m Dl W V).
  by rewrite -[LHS]mxtrace_tr trmx_mul trmxK.
move: (sq _) (sq _) (\tr _) (\tr _) => a b c e; ring.
Qed.

(* ---------- the whole Hessian as one symmetric matrix ------------------------- *)
Fixpoint npar n : nat := if n is m.+1 then (d m.+1 * d m + npar m)%N else 0%N.
Fixpoint net_of n : 'cV[R]_(npar n) -> net R d :=
  if n is m.+1 then fun v k => if k == m then conform_mx 0 (unvecr (usubmx v) : 'M[R]_(d m.+1, d m))
                               else net_of (dsubmx v) k
  else fun _ _ => 0.
Fixpoint vec_of n (V : net R d) : 'cV[R]_(npar n) :=
  if n is m.+1 then col_mx (vecr (V m)) (vec_of m V) else 0.

Lemma net_ofK n V k : (k < n)%N -> net_of (vec_of n V) k = V k.
Proof.
elim: n => // n IH; rewrite ltnS leq_eqVlt /= => /orP[/eqP->|kn].
  by rewrite eqxx conform_mx_id col_mxKu vecrK.
by rewrite ltn_eqF // col_mxKd IH.
Qed.

Lemma net_of_lin n c (u v : 'cV[R]_(npar n)) k :
  net_of (c *: u + v) k = c *: net_of u k + net_of v k.
Proof.
elim: n u v => [|n IH] u v /=; first by rewrite scaler0 addr0.
case: eqP => [->|_]; last by rewrite -IH linearP.
rewrite !conform_mx_id; by apply/matrixP=> i j; rewrite !mxE.
Qed.

Lemma hess_ext W U U' V V' : (forall k, (k <= H)%N -> U k = U' k) ->
  (forall k, (k <= H)%N -> V k = V' k) -> hess W U V = hess W U' V'.
Proof.
move=> hU hV; rewrite /hess; apply: eq_bigr => l _; apply: eq_bigr => k _.
by rewrite hU ?hV // -ltnS.
Qed.

Definition Hmat W : 'M[R]_(npar H.+1) :=
  \matrix_(i,j) hess W (net_of (delta_mx i 0)) (net_of (delta_mx j 0)).

Lemma scalar_form n (f : 'cV[R]_n -> R) : (forall c u v, f (c *: u + v) = c * f u + f v) ->
  forall v, f v = \sum_i v i 0 * f (delta_mx i 0).
Proof.
move=> hf v; have f0 : f 0 = 0.
  by have := hf (-1) 0 0; rewrite scaler0 addr0 mulN1r addNr.
have -> : f v = f (\sum_i v i 0 *: delta_mx i 0).
  by congr f; rewrite {1}[v]matrix_sum_delta; apply: eq_bigr => i _; rewrite big_ord1.
by apply: (big_rec2 (fun u x => f u = x)) => // i y1 y2 _ <-; rewrite hf.
Qed.

Theorem hess_Hmat W u v : hess W (net_of u) (net_of v) = (u^T *m Hmat W *m v) 0 0.
Proof.
rewrite (@scalar_form _ (fun u => hess W (net_of u) (net_of v))) => [|c u1 u2]; last first.
  by rewrite -hess_linl; apply: hess_ext => // k _; exact: net_of_lin.
rewrite -mulmxA mxE; apply: eq_bigr => i _; rewrite trE; congr (_ * _).
rewrite (@scalar_form _ (fun v => hess W (net_of (delta_mx i 0)) (net_of v))) => [|c v1 v2]; last first.
  by rewrite -hess_linr; apply: hess_ext => // k _; exact: net_of_lin.
by rewrite mxE; apply: eq_bigr => j _; rewrite /Hmat [(\matrix_(_,_) _) _ _]mxE mulrC.
Qed.

Lemma Hmat_sym W : (Hmat W)^T = Hmat W.
Proof. by apply/matrixP=> i j; rewrite !mxE hess_sym. Qed.

(* general-block. The Hessian as one matrix; half the paper's quadratic form
   of twice its loss, which is the same. *)
Theorem var2_Hmat W V : var2 X Y W V = qf (Hmat W) (vec_of H.+1 V).
Proof.
rewrite /qf -hess_Hmat var2_hess; apply: hess_ext => k kH; rewrite net_ofK //.
Qed.

Theorem psdH_Hmat W : psdH X Y W <-> psd (Hmat W).
Proof.
split=> [h|[_ h] V]; last by rewrite var2_Hmat.
split; first exact: Hmat_sym.
by move=> v; rewrite /qf -hess_Hmat -var2_hess.
Qed.

(* PSD-ness of the whole Hessian is decidable, with a witness                   *)
Theorem psdH_dec W : psdH X Y W \/ exists V, var2 X Y W V < 0.
Proof.
case: (psd_dec (Hmat_sym W)) => [h|[v hv]]; [left | right]; first exact/psdH_Hmat.
by exists (net_of v); rewrite var2_hess hess_Hmat.
Qed.

(* a critical point has PSD Hessian, or smaller values in every neighbourhood   *)
Corollary crit_alternative W : crit X Y W -> psdH X Y W \/
  forall e, 0 < e -> exists2 W', near H e W W' & loss X Y W' < loss X Y W.
Proof.
move=> hc; case: (psdH_dec W) => [|[V hV]]; [by left | right].
exact: neg_decrease hV.
Qed.

(* ---------- negative eigenvalues ---------------------------------------------- *)
Lemma qf_eig n (Q : 'M[R]_n) (mu : 'rV[R]_n) (A : 'M[R]_n) v :
  A = Q *m diag_mx mu *m Q^T -> qf A v = \sum_i mu 0 i * ((Q^T *m v) i 0) ^+ 2.
Proof.
move=> ->; have -> : qf (Q *m diag_mx mu *m Q^T) v = ((Q^T *m v)^T *m (diag_mx mu *m (Q^T *m v))) 0 0.
  by rewrite /qf trmx_mul trmxK !mulmxA.
move: (Q^T *m v) => z; rewrite mxE; apply: eq_bigr => i _.
by rewrite trE mul_diag_mx mxE mulrCA expr2.
Qed.

(* for an orthogonal diagonalisation of the Hessian matrix (if one is given):   *)
(* some eigenvalue is negative <-> some direction has negative second variation *)
Theorem neg_eigenvalue W (Q : 'M[R]_(npar H.+1)) (mu : 'rV[R]_(npar H.+1)) :
  Q^T *m Q = 1%:M -> Hmat W = Q *m diag_mx mu *m Q^T ->
  (exists i, mu 0 i < 0) <-> (exists V, var2 X Y W V < 0).
Proof.
move=> QQ hQ; split=> [[i hi]|[V]].
  exists (net_of (Q *m delta_mx i 0)); rewrite var2_hess hess_Hmat -/(qf _ _) (qf_eig _ hQ).
  rewrite mulmxA QQ mul1mx (bigD1 i) //= big1 => [|k ki].
    by rewrite addr0 mxE !eqxx expr1n mulr1.
  by rewrite mxE (negbTE ki) expr0n mulr0.
rewrite var2_Hmat (qf_eig _ hQ) => hv; apply/existsP; apply: contraLR hv.
rewrite negb_exists -leNgt => /forallP h; apply: sumr_ge0 => i _.
by rewrite mulr_ge0 ?sqr_ge0 // leNgt h.
Qed.

(* second variation zero in every direction <-> Hessian matrix zero             *)
Theorem Hmat_eq0 W : (forall V, var2 X Y W V = 0) <-> Hmat W = 0.
Proof.
split=> h; last by move=> V; rewrite var2_Hmat h /qf mulmx0 mul0mx mxE.
apply/matrixP=> i j; rewrite [LHS]mxE [RHS]mxE.
have := hess_polar W (net_of (delta_mx i 0)) (net_of (delta_mx j 0)).
by rewrite !h add0r addr0 => /esym/eqP; rewrite mulrn_eq0 => /eqP.
Qed.

(* coefficient of s*t of the second-order term along W + sU + tV is 2 hess U V  *)
Theorem hess_polar_st W U V a b :
  var2 X Y W (fun k => a *: U k + b *: V k)
  = a ^+ 2 * var2 X Y W U + (a * b) * (hess W U V *+ 2) + b ^+ 2 * var2 X Y W V.
Proof.
have e1 T c : hess W T (fun k => c *: V k) = c * hess W T V.
  rewrite -[RHS]addr0 -[X in _ + X](mul0r (hess W T V)).
  have := hess_linr W T V (fun k => 0 *: V k) c.
  have -> : hess W T (fun k => 0 *: V k) = 0.
    have := hess_linr W T V (fun k => (-1) *: V k) 1.
    have := hess_linr W T (fun k => 0 *: V k) (fun k => 0 *: V k) 1.
    have -> : hess W T (fun k => 1 *: (0 *: V k) + 0 *: V k) = hess W T (fun k => 0 *: V k).
      by apply: hess_ext => // k _; rewrite !scale0r scaler0 addr0.
    by rewrite mul1r => /eqP; rewrite -subr_eq subrr => /eqP <-.
  move=> h; rewrite mul0r -h; apply: hess_ext => // k _.
  by rewrite scale0r addr0.
rewrite !var2_hess hess_linr !hess_linl !e1 !(hess_sym W (fun k => b *: V k)) !e1.
move: (hess W U U) (hess W U V) (hess W V V) => x y z; ring.
Qed.
End Hess.
